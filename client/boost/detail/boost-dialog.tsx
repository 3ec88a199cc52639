import { Link } from 'wouter'
import { t } from '#client/boost/words.ts'
import { nameOf } from '#client/format/supporter.ts'
import '#client/style/boost-detail.css'
import { BoostAmount } from '#client/boost/boost-amount.tsx'
import { BoostDetail } from '#client/boost/detail/boost-detail.tsx'
import { useBoost } from '#client/boost/detail/use-boost.ts'
import { Dialog } from '#client/ui/dialog.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

/** A boost opened over the list. */
export default function BoostDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { data: boost, error, refetch } = useBoost(id)
  const title = boost ? (
    <span className="detail-title">
      <BoostAmount boost={boost} unit />{' '}
      {boost.supporter.id === null ? (
        <bdi>{nameOf(boost.supporter)}</bdi>
      ) : (
        <Link href={`/supporters/${boost.supporter.id}`} dir="auto">
          {nameOf(boost.supporter)}
        </Link>
      )}
    </span>
  ) : (
    t('Boost')
  )
  return (
    <Dialog kind="side" title={title} onClose={onClose}>
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {!boost && !error && <Skeleton rows={4} />}
      {boost && <BoostDetail boost={boost} />}
    </Dialog>
  )
}
