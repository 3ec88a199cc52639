import { t } from '#client/air/words.ts'
import '#client/style/boosts.css'
import '#client/style/air.css'
import { AirShow } from '#client/air/list/air-show.tsx'
import { NoShow } from '#client/show/no-show.tsx'
import { useKeptShow } from '#client/show/use-kept-show.ts'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Head } from '#client/ui/head.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

/** What came in since last time, in the order to read it. */
export default function AirScreen() {
  const { slug, shows, isKnown, error, choose } = useKeptShow()
  if (slug) return <AirShow key={slug} show={slug} shows={shows} onChoose={choose} />
  if (error) return <ErrorNote error={error} />
  if (!isKnown) return <Skeleton rows={8} />
  return (
    <>
      <Head title={t('On air')} />
      <NoShow>{t('The boosts to read on air will be here once there is a show of yours.')}</NoShow>
    </>
  )
}
