import type { Plan } from '#api/contract/air/plan.ts'
import type { AirSettings } from '#api/contract/air/settings.ts'
import type { Segment } from '#db/schema/segment.ts'

/** How a segment is read: as it says itself, else as its show has it. */
export function planOf({ plan }: Pick<Segment, 'plan'>, { target_s, order, fold }: AirSettings): Plan {
  return { target_s, from_sats: null, order, fold, ...plan }
}
