import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { BoostAmount } from '#client/boost/boost-amount.tsx'
import { formatDay } from '#client/format/day.ts'
import { formatPlace } from '#client/format/episode.ts'
import { formatCount } from '#client/format/sats.ts'
import { get } from '#client/lib/request.ts'
import { t } from '#client/supporter/words.ts'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Section } from '#client/ui/head.tsx'

const SHOWN = 10

/** The last boosts of someone, with a way to all of them. */
export function RecentBoosts({ id, count }: { id: string; count: number }) {
  const boosts = useQuery({
    queryKey: ['boosts', 'of', id],
    queryFn: () => get('/boosts', { supporter: id, limit: SHOWN }),
    enabled: count > 0,
  })
  if (count === 0) return null
  return (
    <Section
      title={t('Boosts')}
      meta={count > SHOWN && t('the last {shown} of {count}', { shown: SHOWN, count: formatCount(count) })}
    >
      <ErrorNote error={boosts.error} onRetry={() => boosts.refetch()} />
      <ul className="entries">
        {boosts.data?.items.map((boost) => (
          <li key={boost.id} className="entry review">
            <div className="review-amount">
              <BoostAmount boost={boost} />
            </div>
            <div className="row-words">
              <p className="review-message" dir="auto">
                {boost.message ?? <span className="meta">{t('no message')}</span>}
              </p>
              <p className="meta">
                <Link href={`/boosts/${boost.id}?supporter=${id}`}>{formatDay(boost.sent_at)}</Link>
                {' · '}
                <bdi>{boost.show.title}</bdi>
                {formatPlace(boost.episode, boost.position_s) &&
                  `, ${formatPlace(boost.episode, boost.position_s)}`}
              </p>
            </div>
          </li>
        ))}
      </ul>
      {count > SHOWN && (
        <p className="spaced">
          <Link href={`/boosts?supporter=${id}`}>{t('All of their boosts')}</Link>
        </p>
      )}
    </Section>
  )
}
