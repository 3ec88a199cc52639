import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import type { LiveItemJson } from '#api/contract/live-item.ts'
import { t } from '#client/air/words.ts'
import { BoostAmount } from '#client/boost/boost-amount.tsx'
import { formatAgo, formatInstant } from '#client/format/day.ts'
import { formatSats, satsOf } from '#client/format/sats.ts'
import { change, get } from '#client/lib/request.ts'
import { useHints } from '#client/live/hints.ts'
import { Button } from '#client/ui/button.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Section } from '#client/ui/head.tsx'

/** Seldom there, and not worth the way of a screen that opens during a show. */
const Joined = lazy(() => import('#client/show/join/joined.tsx').then((file) => ({ default: file.Joined })))

/** So many are shown at first, that the running order is near: while it is live, and after. */
const FEW = 5
const FEW_AFTER = 3

/** What is sent during a show that is on the air while it is made, apart and as it comes; nothing where the feed announces none. */
export function LiveNow({ show, mayEdit }: { show: string; mayEdit: boolean }) {
  const live = useQuery({
    queryKey: ['live', show],
    queryFn: () => get('/shows/{slug}/live', { slug: show }),
  })
  useHints((hint) => {
    if (hint === null || hint.kind === 'live-items' || hint.kind === 'changes') void live.refetch()
  })
  return live.data?.items
    .filter(
      ({ status, count, published, parted, joined }) =>
        status === 'live' || (status === 'ended' && (count > 0 || published || parted || joined)),
    )
    .map((item) => <Item key={item.episode.id} item={item} mayEdit={mayEdit} />)
}

function Item({ item, mayEdit }: { item: LiveItemJson; mayEdit: boolean }) {
  const {
    title,
    status,
    start_at,
    began_at,
    ended_at,
    count,
    counted_msat,
    boosts,
    published,
    parted,
    joined,
  } = item
  const join = useJoin(item)
  const [isWhole, showAll] = useState(false)
  const few = boosts.slice(0, status === 'live' ? FEW : FEW_AFTER)
  // It may have been on before its feed was read.
  const [from] = [start_at, began_at].filter((at) => at !== null).sort()
  const since = from ? `, ${t('since {when}', { when: formatInstant(from) })}` : ''
  return (
    <Section
      title={status === 'live' ? t('Live now') : t('Sent while it was live')}
      meta={`${t('{count, plural, one {# boost} other {# boosts}}', { count })} · ${formatSats(counted_msat)} ${satsOf(counted_msat)}`}
    >
      <p className="meta">
        {status === 'live' && <Chip tone="ok">{t('on the air')}</Chip>} <bdi>{title ?? t('A live show')}</bdi>
        {status === 'live' ? since : ended_at && `, ${t('over {when}', { when: formatInstant(ended_at) })}`}
      </p>
      {joined && (
        <Suspense>
          <Joined episode={item.episode.id} join={joined} title={joined.episode.title} mayEdit={mayEdit} />
        </Suspense>
      )}
      {parted && (
        <p className="meta">{t('It stays an episode of its own: a host parted it from another.')}</p>
      )}
      {mayEdit && published && !joined && (
        <p>
          <Button busy={join.isPending} onClick={() => join.mutate(published.id)}>
            {t('Join with the episode “{title}”', { title: published.title ?? t('Untitled') })}
          </Button>
        </p>
      )}
      <ErrorNote error={join.error} />
      <ul className="plain-list live-list" aria-label={t('Sent during the live show, the newest first')}>
        {(isWhole ? boosts : few).map((boost) => (
          <li key={boost.id}>
            <p>
              <bdi className="row-name">{boost.supporter.name}</bdi> <BoostAmount boost={boost} unit />{' '}
              <time className="meta" dateTime={boost.sent_at} title={formatInstant(boost.sent_at)}>
                {formatAgo(boost.sent_at)}
              </time>
            </p>
            {boost.message && <p dir="auto">{boost.message}</p>}
            {boost.playing && (
              <p className="meta boost-playing">
                ♪ <bdi>{boost.playing}</bdi>
              </p>
            )}
          </li>
        ))}
      </ul>
      {!isWhole && few.length < boosts.length && (
        <Button kind="quiet" onClick={() => showAll(true)}>
          {t('Show more')}
        </Button>
      )}
    </Section>
  )
}

function useJoin({ episode }: LiveItemJson) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (published: string) =>
      change('POST', '/episodes/{id}/merge', { id: published, body: { with: episode.id } }),
    onSuccess: () => client.invalidateQueries(),
  })
}
