import { HandForm } from '#client/boost/by-hand/hand-form.tsx'
import { t } from '#client/boost/words.ts'
import { NoShow } from '#client/show/no-show.tsx'
import { useShows } from '#client/show/use-shows.ts'
import { Back } from '#client/ui/back.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Head } from '#client/ui/head.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

/** A boost that no wallet reports: cash, a zap, one from another platform. */
export default function ByHandScreen() {
  const shows = useShows()
  const ours = shows.data?.filter(({ set_aside }) => !set_aside) ?? []
  return (
    <div className="column">
      <Back to="/boosts">{t('Boosts')}</Back>
      <Head
        title={t('A boost by hand')}
        meta={t('Cash, a zap, one from another platform: what no wallet here reports')}
      />
      <ErrorNote error={shows.error} onRetry={() => shows.refetch()} />
      {shows.isPending && <Skeleton />}
      {shows.data && ours.length === 0 && (
        <NoShow>{t('A boost belongs to a show, and there is none yet.')}</NoShow>
      )}
      {ours.length > 0 && <HandForm shows={ours} />}
    </div>
  )
}
