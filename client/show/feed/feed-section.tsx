import { say, t } from '#client/show/words.ts'
import '#client/style/sources.css'
import { formatAgo } from '#client/format/day.ts'
import { useMayForAll } from '#client/person/use-me.ts'
import { Recipients } from '#client/show/feed/recipients.tsx'
import { useFeed, useRefreshFeed } from '#client/show/feed/use-feed.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Section } from '#client/ui/head.tsx'
import { Said } from '#client/ui/said.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

/** How a show's feed does, and which of our wallets its value block pays. */
export function FeedSection({ slug, mayEdit }: { slug: string; mayEdit: boolean }) {
  const { data: feed, isPending, error } = useFeed(slug)
  const refresh = useRefreshFeed(slug)
  // Shares follow, of every show that pays that wallet.
  const mayLink = useMayForAll('edit')
  return (
    <Section
      title={t('Feed')}
      meta={feed?.fetched_at && t('seen {ago}', { ago: formatAgo(feed.fetched_at) })}
    >
      <ErrorNote error={error} />
      {isPending && <Skeleton rows={1} />}
      {feed && (
        <div className="form">
          <p className="meta breaks">
            {feed.url === null
              ? t(
                  'Only payments name this feed. Confirm its address under Settings, and Readout reads it about every hour.',
                )
              : t('{episodes, plural, one {# episode} other {# episodes}}, from {url}', {
                  episodes: feed.episodes,
                  url: feed.url,
                })}
          </p>
          {feed.problem && (
            <div className="source-problem">
              <p>
                <Said>{feed.problem}</Said>
              </p>
              <p className="meta">
                <Said>{feed.next_step ?? ''}</Said>
              </p>
            </div>
          )}
          {feed.image_problem && (
            <div className="source-problem">
              <p>
                {say('The show’s artwork cannot be taken: {imageProblem}', {
                  imageProblem: <Said>{feed.image_problem}</Said>,
                })}
              </p>
              <p className="meta">{t('It is tried again by itself. The page is shown without it.')}</p>
            </div>
          )}
          {feed.recipients.length > 0 && (
            <Recipients slug={slug} recipients={feed.recipients} mayEdit={mayLink} />
          )}
          <ErrorNote error={refresh.error} />
          {mayEdit && feed.url !== null && (
            <Button busy={refresh.isPending} onClick={() => refresh.mutate(undefined)}>
              {refresh.isPending ? t('Reading the feed') : t('Read the feed now')}
            </Button>
          )}
        </div>
      )}
    </Section>
  )
}
