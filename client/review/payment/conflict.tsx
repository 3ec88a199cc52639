import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { BoostPaymentJson } from '#api/contract/boost.ts'
import { formatInstant } from '#client/format/day.ts'
import { get } from '#client/lib/request.ts'
import { PaymentAmount } from '#client/review/payment/payment-amount.tsx'
import { REVIEW } from '#client/review/use-review-counts.ts'
import { say, t } from '#client/review/words.ts'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

/** What else was reported under a payment's id or hash, by whom, and what to do about it. */
export function Conflict({ id }: { id: string }) {
  const conflict = useQuery({
    queryKey: [...REVIEW, 'conflict', id],
    queryFn: () => get('/payments/{id}/conflict', { id }),
  })
  if (conflict.isPending) return <Skeleton rows={1} />
  if (conflict.error) return <ErrorNote error={conflict.error} onRetry={() => conflict.refetch()} />
  const { items } = conflict.data
  const own = items.find((side) => side.id === id)
  const others = items.filter((side) => side.id !== id)
  if (!own || others.length === 0) return null
  const sources = new Set(items.flatMap(({ metadata }) => metadata.map(({ source }) => source)))
  return (
    <>
      <p className="meta">
        {t('This one')}: <Reporters payment={own} />
      </p>
      {others.map((other) => (
        <p key={other.id} className="meta">
          {t('Against it')}: <PaymentAmount payment={other} />
          {', '}
          <time dateTime={other.settled_at}>{formatInstant(other.settled_at)}</time>
          {', '}
          <Reporters payment={other} />
          {other.set_aside && ` · ${t('set aside')}`}
          {other.boost_id && (
            <>
              {' · '}
              <Link href={`/boosts/${other.boost_id}`}>{t('its boost')}</Link>
            </>
          )}
        </p>
      ))}
      <p className="meta">
        {t('If it is one payment, set aside the one that is wrong. If all of them arrived, dismiss each.')}
        {sources.size > 1 && (
          <>
            {' '}
            {say(
              'Then two sources count with the same ids on one wallet: have one of them report on a wallet of its own, by its key or under {link}.',
              { link: <Link href="/sources">{t('Sources')}</Link> },
            )}
          </>
        )}
      </p>
    </>
  )
}

/** Which source reported a payment, and as what. */
function Reporters({ payment: { metadata } }: { payment: BoostPaymentJson }) {
  return metadata.map(({ source, ref }, index) => (
    <span key={`${source} ${ref}`}>
      {index > 0 && ', '}
      {say('reported by {source} as {ref}', {
        source: <bdi>{source}</bdi>,
        ref: <bdi className="breaks">{ref}</bdi>,
      })}
    </span>
  ))
}
