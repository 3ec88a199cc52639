import '#client/style/shows.css'
import { formatCount, formatExactSats } from '#client/format/sats.ts'
import { ReplyRow } from '#client/reply/reply-row.tsx'
import { useSegmentReplies } from '#client/reply/use-replies.ts'
import { t } from '#client/reply/words.ts'
import { ErrorNote } from '#client/ui/error-note.tsx'

/** How the thanks of a segment ended; those that did not arrive with what is to be done. Nothing where nobody was thanked. */
export function ThanksSoFar({ segment }: { segment: string }) {
  const { data, error } = useSegmentReplies(segment)
  if (!data) return <ErrorNote error={error} />
  const { sent, sent_msat, under_way, failed, uncertain, items } = data
  const said = [
    ...(sent > 0
      ? [
          t('{sent} arrived, {sats} sats with fees', {
            sent: formatCount(sent),
            sats: formatExactSats(sent_msat),
          }),
        ]
      : []),
    ...(under_way > 0 ? [t('{count} on the way', { count: formatCount(under_way) })] : []),
    ...(uncertain > 0 ? [t('{count} not certain', { count: formatCount(uncertain) })] : []),
    ...(failed > 0 ? [t('{count} failed', { count: formatCount(failed) })] : []),
  ]
  if (said.length === 0) return null
  return (
    <>
      <p className="meta thanks" role="status">
        {said.join(' · ')}
      </p>
      {items.length > 0 && (
        <ul className="entries" aria-label={t('Thanks that did not arrive')}>
          {items.map((reply) => (
            <ReplyRow key={reply.id} reply={reply} />
          ))}
        </ul>
      )}
      {failed + uncertain > items.length && (
        <p className="meta">{t('The last {count} of them.', { count: formatCount(items.length) })}</p>
      )}
    </>
  )
}
