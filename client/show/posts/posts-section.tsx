import { t } from '#client/show/words.ts'
import '#client/style/sources.css'
import type { ShowMetaboostJson } from '#api/contract/metaboost.ts'
import type { ShowJson } from '#api/contract/show.ts'
import { formatAgoInSentence } from '#client/format/day.ts'
import { useMay } from '#client/person/use-me.ts'
import { FeedTag } from '#client/show/posts/feed-tag.tsx'
import { PostingApps } from '#client/show/posts/posting-apps.tsx'
import { PostingSenders } from '#client/show/posts/posting-senders.tsx'
import { TestPost } from '#client/show/posts/test-post.tsx'
import { usePosts } from '#client/show/posts/use-posts.ts'
import { usePatchShow } from '#client/show/use-change-show.ts'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { CheckField } from '#client/ui/field.tsx'
import { Section } from '#client/ui/head.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

/** The address that podcast apps post boosts to: for the feed, and who uses it. */
export function PostsSection({ show, mayEdit }: { show: ShowJson; mayEdit: boolean }) {
  const { data: posts, isPending, error } = usePosts(show.slug)
  const patch = usePatchShow(show.slug)
  const isOwner = useMay('admin')
  return (
    <Section title={t('Boosts that apps post')} meta={posts && formatLast(posts)}>
      <div className="form">
        <CheckField
          label={t('Take boosts that podcast apps post')}
          hint={t(
            'Apps such as Podverse send a listener’s words here, whichever wallet pays. They stand apart until one of your wallets has received the boost.',
          )}
          checked={patch.isPending ? patch.variables.metaboost === true : show.metaboost}
          disabled={!mayEdit}
          onChange={({ target }) => patch.mutate({ metaboost: target.checked })}
        />
        <ErrorNote error={patch.error ?? error} />
        {isPending && <Skeleton rows={2} />}
        {posts?.closed_because === 'no_guid' && (
          <p className="meta">
            {t(
              'It opens by itself once Readout has read the show’s podcast guid from its feed: that is how apps name the show.',
            )}
          </p>
        )}
        {posts?.open && (
          <details className="fold">
            <summary>{t('For whoever edits the feed: the tag, and a test')}</summary>
            <FeedTag posts={posts} hasFeed={show.feed !== null} />
            {mayEdit && <TestPost slug={show.slug} />}
          </details>
        )}
      </div>
      {posts && show.metaboost && (
        <>
          <PostingApps apps={posts.apps} isOwner={isOwner} />
          <PostingSenders senders={posts.senders} isOwner={isOwner} />
        </>
      )}
    </Section>
  )
}

function formatLast({ open, last_posted_at }: ShowMetaboostJson): string | null {
  if (last_posted_at !== null) return t('the last one {ago}', { ago: formatAgoInSentence(last_posted_at) })
  return open ? t('none so far') : null
}
