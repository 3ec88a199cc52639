import type { StreamSection } from '#api/contract/air/section.ts'
import { countOf, formatSats, satsOf } from '#client/format/sats.ts'

/** What was streamed since the last segment. */
export function StreamsRow({ section: { received_msat, payments, supporters } }: { section: StreamSection }) {
  return (
    <header className="section-head">
      <h2>Streams</h2>
      <p className="meta">
        {formatSats(received_msat)} {satsOf(received_msat)}
        {supporters > 0 && ` from ${countOf(supporters, 'listener')}`} in {countOf(payments, 'payment')}
      </p>
    </header>
  )
}
