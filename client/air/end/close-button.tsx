import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { SegmentJson, SegmentTotals } from '#api/contract/air/segment.ts'
import { useReopen } from '#client/air/end/use-reopen.ts'
import { countOf, formatCount } from '#client/format/sats.ts'
import { change } from '#client/lib/request.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { toast } from '#client/ui/toasts.tsx'

/** Ends the segment; what is unread goes along, unless the host says that it is dropped. */
export function CloseButton({ segment, onClosed }: { segment: SegmentJson; onClosed: () => void }) {
  const [isAsking, ask] = useState(false)
  const [, navigate] = useLocation()
  const reopen = useReopen((error) => toast(error.message))
  const { unread } = segment.totals
  const close = useMutation({
    mutationFn: (carry_unread: boolean) =>
      change('POST', '/segments/{id}/close', {
        id: segment.id,
        body: { carry_unread, as_of: segment.as_of },
      }),
    onSuccess: ({ id }, carried) => {
      onClosed()
      navigate(`/air/past/${id}`)
      toast(formatClosed(unread, carried), {
        name: 'Reopen',
        act: () => reopen.mutate(id),
      })
    },
  })
  return (
    <>
      <Button onClick={() => ask(true)}>Close the segment</Button>
      {isAsking && (
        <Dialog title="Close the segment?" onClose={() => ask(false)}>
          <p>{formatLeft(segment.totals)}</p>
          {unread > 0 && (
            <p className="hint">
              What is dropped stays in this segment as not read, and does not come up again.
            </p>
          )}
          <ErrorNote error={close.error} />
          <div className="actions">
            <Button onClick={() => ask(false)}>Not yet</Button>
            {unread > 0 && (
              <Button busy={close.isPending} onClick={() => close.mutate(false)}>
                Close and drop {formatCount(unread)}
              </Button>
            )}
            <Button kind="primary" busy={close.isPending} onClick={() => close.mutate(unread > 0)}>
              {unread > 0 ? `Close, take ${formatCount(unread)} along` : 'Close'}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  )
}

/** What is not read, and what goes on. */
function formatLeft({ unread, unread_above_thanks: above, held }: SegmentTotals): string {
  const thanks = unread - above
  const where =
    thanks === 0 ? '' : above === 0 ? ', all in Thanks' : `, ${formatCount(thanks)} of them in Thanks`
  const left =
    unread > 0 ? `${countOf(unread, 'boost is', 'boosts are')} not read yet${where}.` : 'Everything is read.'
  const kept =
    held > 0 ? ` ${countOf(held, 'held boost goes', 'held boosts go')} to the next segment in any case.` : ''
  return left + kept
}

function formatClosed(unread: number, carried: boolean): string {
  if (unread === 0) return 'The segment is closed'
  return carried
    ? `Closed; ${countOf(unread, 'boost went', 'boosts went')} along to the next`
    : `Closed; ${countOf(unread, 'boost', 'boosts')} dropped`
}
