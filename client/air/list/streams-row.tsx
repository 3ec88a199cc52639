import type { StreamSection } from '#api/contract/air/section.ts'
import { t } from '#client/air/words.ts'
import { formatSats, satsOf } from '#client/format/sats.ts'

/** What was streamed since the last segment. */
export function StreamsRow({ section: { received_msat, payments, supporters } }: { section: StreamSection }) {
  return (
    <header className="section-head">
      <h2>{t('Streams')}</h2>
      <p className="meta">
        {formatSats(received_msat)} {satsOf(received_msat)}
        {supporters > 0 &&
          ` ${t('from {supporters, plural, one {# listener} other {# listeners}}', { supporters })}`}{' '}
        {t('in {payments, plural, one {# payment} other {# payments}}', { payments })}
      </p>
    </header>
  )
}
