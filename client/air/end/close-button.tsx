import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import { countOf } from '#client/format/sats.ts'
import { change } from '#client/lib/request.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'

/** Ends the segment; asks what becomes of what is unread. */
export function CloseButton({ segment, onClosed }: { segment: SegmentJson; onClosed: () => void }) {
  const [isAsking, ask] = useState(false)
  const [, navigate] = useLocation()
  const { unread, unread_above_thanks, held } = segment.totals
  const close = useMutation({
    mutationFn: (carry_unread: boolean) =>
      change('POST', '/segments/{id}/close', {
        id: segment.id,
        body: { carry_unread, as_of: segment.as_of },
      }),
    onSuccess: ({ id }) => {
      onClosed()
      navigate(`/air/past/${id}`)
    },
  })
  return (
    <>
      <Button onClick={() => ask(true)}>Close the segment</Button>
      {isAsking && (
        <Dialog title="Close the segment?" onClose={() => ask(false)}>
          <p>
            {unread_above_thanks > 0
              ? `${countOf(unread_above_thanks, 'boost above Thanks is', 'boosts above Thanks are')} not read yet.`
              : 'Everything above Thanks is read.'}{' '}
            {held > 0 && `${countOf(held, 'held boost goes', 'held boosts go')} to the next segment.`}
          </p>
          <ErrorNote error={close.error} />
          <div className="actions">
            <Button onClick={() => ask(false)}>Not yet</Button>
            {unread > 0 && (
              <Button busy={close.isPending} onClick={() => close.mutate(true)}>
                Close, take unread along
              </Button>
            )}
            <Button kind="primary" busy={close.isPending} onClick={() => close.mutate(false)}>
              Close
            </Button>
          </div>
        </Dialog>
      )}
    </>
  )
}
