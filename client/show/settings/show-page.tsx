import { useMay } from '#client/person/use-me.ts'
import { FeedSection } from '#client/show/feed/feed-section.tsx'
import { formatNames } from '#client/show/list/format-show.ts'
import { PostsSection } from '#client/show/posts/posts-section.tsx'
import { EndShow } from '#client/show/settings/end-show.tsx'
import { LiveJoinForm } from '#client/show/settings/live-join-form.tsx'
import { PublicForm } from '#client/show/settings/public-form.tsx'
import { Shares } from '#client/show/settings/shares.tsx'
import { ShowForm } from '#client/show/settings/show-form.tsx'
import { useShow } from '#client/show/use-shows.ts'
import { t } from '#client/show/words.ts'
import { Back } from '#client/ui/back.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Head, Section } from '#client/ui/head.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

/** One show: its shares and feed, whether listeners see it, its settings, what only who edits the feed needs, and how it ends. */
export function ShowPage({ slug }: { slug: string }) {
  const { data: show, isPending, error, refetch } = useShow(slug)
  const mayEdit = useMay('edit')
  return (
    <div className="column">
      <Back to="/shows">{t('Shows')}</Back>
      <ErrorNote error={error} onRetry={() => refetch()} />
      {isPending && <Skeleton rows={5} />}
      {show && (
        <>
          <Head
            title={show.title}
            meta={
              <>
                {show.demo && <Chip>{t('demo')}</Chip>}{' '}
                {show.provisional && <Chip tone="warn">{t('provisional')}</Chip>}{' '}
                {show.set_aside && <Chip tone="warn">{t('set aside')}</Chip>}
              </>
            }
          />
          <p className="meta breaks">{formatNames(show)}</p>
          <Shares key={JSON.stringify(show.shares)} show={show} mayEdit={mayEdit} />
          {show.feed && <FeedSection slug={show.slug} mayEdit={mayEdit} />}
          {mayEdit && (
            <>
              <PublicForm show={show} />
              <Section title={t('Settings')}>
                <ShowForm show={show} />
              </Section>
              {show.feed && (
                <Section title={t('Live shows')}>
                  <LiveJoinForm show={show} />
                </Section>
              )}
            </>
          )}
          {!show.provisional && !show.set_aside && <PostsSection show={show} mayEdit={mayEdit} />}
          {mayEdit && <EndShow show={show} />}
        </>
      )}
    </div>
  )
}
