import { useMutation, useQuery } from '@tanstack/react-query'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import { t } from '#client/air/words.ts'
import { BoostAmount } from '#client/boost/boost-amount.tsx'
import { formatDay } from '#client/format/day.ts'
import { nameOf } from '#client/format/supporter.ts'
import { change, get } from '#client/lib/request.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { toast } from '#client/ui/toasts.tsx'

type Props = {
  segment: SegmentJson
  mayEdit: boolean
  onTaken: (segment: SegmentJson) => void
  onClose: () => void
}

/** Boosts that came in lately but are from before the segment: offered, to be taken in one by one or all. */
export function OlderDialog({ segment, mayEdit, onTaken, onClose }: Props) {
  const { id } = segment
  const list = useQuery({
    queryKey: ['older', id],
    queryFn: async () => (await get('/segments/{id}/older', { id, limit: 200 })).items,
    staleTime: 0,
  })
  const take = useMutation({
    mutationFn: (boosts: string[]) => change('POST', '/segments/{id}/older', { id, body: { boosts } }),
    onSuccess: (answer, boosts) => {
      onTaken(answer)
      list.refetch()
      toast(
        t('{count, plural, one {# older boost} other {# older boosts}} taken in', { count: boosts.length }),
      )
    },
  })
  const boosts = list.data ?? []
  return (
    <Dialog title={t('Older boosts')} kind="side" onClose={onClose}>
      <p className="hint">
        {t(
          'They came in since the last segment, but were sent before it: an import, or a wallet that was away.',
        )}
      </p>
      <ErrorNote error={list.error ?? take.error} />
      {mayEdit && boosts.length > 0 && (
        <p className="air-actions">
          <Button busy={take.isPending} onClick={() => take.mutate(boosts.map(({ id }) => id))}>
            {t('{count, plural, one {Take in it} other {Take in these #}}', { count: boosts.length })}
          </Button>
        </p>
      )}
      <ul className="air-older">
        {boosts.map((boost) => (
          <li key={boost.id}>
            <p>
              <BoostAmount boost={boost} /> <strong dir="auto">{nameOf(boost.supporter)}</strong>{' '}
              <span className="meta">{formatDay(boost.sent_at)}</span>
            </p>
            {boost.message && <p dir="auto">{boost.message}</p>}
            {mayEdit && (
              <Button kind="quiet" busy={take.isPending} onClick={() => take.mutate([boost.id])}>
                {t('Take in')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
