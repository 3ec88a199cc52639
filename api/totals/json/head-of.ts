import type { Period } from '#api/totals/json/period.ts'
import type { Source } from '#api/totals/json/source.ts'
import type { ShowTotals } from '#api/totals/read/with-totals.ts'

/** What every answer about a period begins with. */
export function headOf(
  { state }: ShowTotals,
  { time_zone }: Pick<Source, 'time_zone'>,
  { from, to }: Period,
) {
  return { as_of: state.as_of.toISOString(), time_zone, from, to }
}
