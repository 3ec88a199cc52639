import { t } from '#client/air/words.ts'
import '#client/style/boosts.css'
import '#client/style/air.css'
import { useParams } from 'wouter'
import { PastList } from '#client/air/end/past-list.tsx'
import { PastSegment } from '#client/air/end/past-segment.tsx'
import { NoShow } from '#client/show/no-show.tsx'
import { useKeptShow } from '#client/show/use-kept-show.ts'
import { Head } from '#client/ui/head.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

/** Segments that were closed: the list of them, or one. */
export default function PastScreen() {
  const { id } = useParams<{ id?: string }>()
  const { slug, isKnown } = useKeptShow()
  if (id) return <PastSegment key={id} id={id} />
  if (slug) return <PastList key={slug} show={slug} />
  if (!isKnown) return <Skeleton />
  return (
    <>
      <Head title={t('Past segments')} />
      <NoShow>{t('Past segments will be here once there is a show of yours.')}</NoShow>
    </>
  )
}
