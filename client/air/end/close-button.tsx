import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { SegmentJson, SegmentTotals } from '#api/contract/air/segment.ts'
import { useReopen } from '#client/air/end/use-reopen.ts'
import { t } from '#client/air/words.ts'
import { formatCount } from '#client/format/sats.ts'
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
    // As many as were left when it was asked for: by the time of the answer the page may show the next segment.
    mutationFn: ({ carry_unread }: { carry_unread: boolean; unread: number }) =>
      change('POST', '/segments/{id}/close', {
        id: segment.id,
        body: { carry_unread, as_of: segment.as_of },
      }),
    onSuccess: ({ id }, { unread, carry_unread }) => {
      onClosed()
      navigate(`/air/past/${id}`)
      toast(formatClosed(unread, carry_unread), {
        name: t('Reopen'),
        act: () => reopen.mutate(id),
      })
    },
  })
  return (
    <>
      <Button onClick={() => ask(true)}>{t('Close the segment')}</Button>
      {isAsking && (
        <Dialog title={t('Close the segment?')} onClose={() => ask(false)}>
          <p>{formatLeft(segment.totals)}</p>
          {unread > 0 && (
            <p className="hint">
              {t('What is dropped stays in this segment as not read, and does not come up again.')}
            </p>
          )}
          <ErrorNote error={close.error} />
          <div className="actions">
            <Button onClick={() => ask(false)}>{t('Not yet')}</Button>
            {unread > 0 && (
              <Button busy={close.isPending} onClick={() => close.mutate({ carry_unread: false, unread })}>
                {t('Close and drop {unread}', { unread: formatCount(unread) })}
              </Button>
            )}
            <Button
              kind="primary"
              busy={close.isPending}
              onClick={() => close.mutate({ carry_unread: unread > 0, unread })}
            >
              {unread > 0 ? t('Close, take {unread} along', { unread: formatCount(unread) }) : t('Close')}
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
    thanks === 0
      ? ''
      : above === 0
        ? `, ${t('all in Thanks')}`
        : `, ${t('{thanks} of them in Thanks', { thanks: formatCount(thanks) })}`
  const left =
    unread > 0
      ? t('{unread, plural, one {# boost is} other {# boosts are}} not read yet{where}.', { unread, where })
      : t('Everything is read.')
  const kept =
    held > 0
      ? ` ${t('{held, plural, one {# held boost goes} other {# held boosts go}} to the next segment in any case.', { held })}`
      : ''
  return left + kept
}

function formatClosed(unread: number, carried: boolean): string {
  if (unread === 0) return t('The segment is closed')
  return carried
    ? t('Closed; {unread, plural, one {# boost went} other {# boosts went}} along to the next', { unread })
    : t('Closed; {unread, plural, one {# boost} other {# boosts}} dropped', { unread })
}
