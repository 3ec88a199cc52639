import type { SegmentBoost } from '#api/contract/air/section.ts'
import { t } from '#client/air/words.ts'
import { formatSats, satsOf } from '#client/format/sats.ts'

/** What a supporter sent without words, in a line that unfolds. */
export function SilentRow({ boosts, onOpen }: { boosts: readonly SegmentBoost[]; onOpen: () => void }) {
  const msat = boosts.reduce((sum, boost) => sum + boost.counted_msat, 0)
  return (
    <p className="air-silent">
      <button type="button" className="air-fold" aria-expanded={false} onClick={onOpen}>
        {t('and {count, plural, one {# more} other {# more}} without a message', { count: boosts.length })}
        {msat > 0 && `, ${formatSats(msat)} ${satsOf(msat)}`}
      </button>
    </p>
  )
}
