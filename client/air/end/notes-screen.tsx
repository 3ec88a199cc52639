import { say, t } from '#client/air/words.ts'
import '#client/style/air.css'
import { Link } from 'wouter'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import { Chapters } from '#client/air/end/chapters.tsx'
import { Notes } from '#client/air/end/notes.tsx'
import { useSegment } from '#client/air/store/use-segment.ts'
import { ThankPart } from '#client/reply/thank-part.tsx'
import { NoShow } from '#client/show/no-show.tsx'
import { useKeptShow } from '#client/show/use-kept-show.ts'
import { Back } from '#client/ui/back.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Head } from '#client/ui/head.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

/** Show notes and chapters of the open segment, at any time. */
export default function NotesScreen() {
  const { slug, isKnown } = useKeptShow()
  if (slug) return <OpenNotes key={slug} show={slug} />
  if (!isKnown) return <Skeleton />
  return (
    <>
      <Head title={t('Notes and chapters')} />
      <NoShow>{t('Notes will be here once there is a show of yours.')}</NoShow>
    </>
  )
}

function OpenNotes({ show }: { show: string }) {
  const { store, segment, error } = useSegment(show)
  return (
    <>
      <Back to={`/air?show=${show}`}>{t('On air')}</Back>
      <Head title={t('Notes and chapters')} meta={segment?.show.title} />
      <ErrorNote error={error} onRetry={store.load} />
      {!segment && !error && <Skeleton rows={6} />}
      {segment && (
        <>
          <Before segment={segment} />
          <Notes key={segment.revision} segmentId={segment.id} />
          <Chapters segmentId={segment.id} />
          <ThankPart segment={segment.id} />
        </>
      )}
    </>
  )
}

/** Whoever comes here after closing looks for those of the segment that was closed. */
function Before({ segment: { previous } }: { segment: SegmentJson }) {
  if (!previous) return null
  return (
    <p className="meta">
      {say('These are of the segment that is open now. {link}, which was closed before it', {
        link: (
          <Link href={`/air/past/${previous.id}#notes`}>
            {say('Those of {title}', { title: <bdi>{previous.title}</bdi> })}
          </Link>
        ),
      })}
    </p>
  )
}
