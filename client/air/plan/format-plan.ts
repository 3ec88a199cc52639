import type { Plan } from '#api/contract/air/plan.ts'
import { formatTarget } from '#client/air/plan/cut.ts'
import { t } from '#client/air/words.ts'
import { formatCount } from '#client/format/sats.ts'

/** A plan in a few words: `12 min, from 5,000 sats`. */
export function formatPlan({ target_s, from_sats, fold }: Plan): string {
  const parts = [
    ...(target_s === null ? [] : [formatTarget(target_s)]),
    ...(from_sats === null ? [] : [t('from {fromSats} sats', { fromSats: formatCount(from_sats) })]),
    ...(fold ? [] : [t('unfolded')]),
  ]
  return parts.join(', ') || t('no length, all that the show reads')
}
