import { t } from '#client/home/words.ts'
import '#client/style/home.css'
import '#client/style/shows.css'
import { HomeShow } from '#client/home/home-show.tsx'
import { NoShow } from '#client/show/no-show.tsx'
import { useKeptShow } from '#client/show/use-kept-show.ts'
import { Checklist } from '#client/start/checklist.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Head } from '#client/ui/head.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

/** The host's first page: what waits, and for when. */
export default function HomeScreen() {
  const { slug, shows, isKnown, error, choose } = useKeptShow()
  if (slug) return <HomeShow key={slug} slug={slug} shows={shows} onChoose={choose} />
  if (error) return <ErrorNote error={error} />
  if (!isKnown) return <Skeleton rows={5} />
  return (
    <>
      <Head title={t('Home')} />
      <NoShow>{t('What waits to be read, and for when, will be here once there is a show of yours.')}</NoShow>
      <Checklist />
    </>
  )
}
