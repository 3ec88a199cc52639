import { useState } from 'react'
import type { SourceJson, UnreadJson } from '#api/contract/source.ts'
import { formatInstant } from '#client/format/day.ts'
import { tidy } from '#client/lib/tidy-json.ts'
import { useDismissUnread, useRetryUnread, useUnread } from '#client/source/use-unread.ts'
import { t } from '#client/source/words.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'
import { toast } from '#client/ui/toasts.tsx'

/** What a source reported and could not be recorded, with what it said: to be tried again, or dismissed. */
export function UnreadList({ source: { name, unread } }: { source: SourceJson }) {
  const [isOpen, open] = useState(false)
  const list = useUnread(name, isOpen)
  return (
    <details className="fold unread" onToggle={({ currentTarget }) => open(currentTarget.open)}>
      <summary>
        {unread === 1
          ? t('One thing it reported is not recorded')
          : t('{unread} things it reported are not recorded', { unread })}
      </summary>
      <ErrorNote error={list.error} onRetry={() => list.refetch()} />
      {isOpen && list.isPending && <Skeleton rows={1} />}
      {list.data && (
        <ul>
          {list.data.map((item) => (
            <UnreadItem key={item.id} source={name} item={item} />
          ))}
        </ul>
      )}
    </details>
  )
}

function UnreadItem({ source, item }: { source: string; item: UnreadJson }) {
  const retry = useRetryUnread(source, item.id)
  const dismiss = useDismissUnread(source, item.id)
  const tryAgain = () =>
    retry.mutate(undefined, { onSuccess: ({ recorded, says }) => recorded && toast(says) })
  return (
    <li>
      <p>
        <bdi>{item.reason}</bdi>
      </p>
      <p className="meta">
        {t('First reported {when}, last {when2}', {
          when: formatInstant(item.first_seen_at),
          when2: formatInstant(item.last_seen_at),
        })}
      </p>
      {item.raw !== null && <pre className="raw">{tidy(item.raw)}</pre>}
      <div className="row-actions">
        {item.raw !== null && (
          <Button kind="quiet" busy={retry.isPending} onClick={tryAgain}>
            {t('Try again')}
          </Button>
        )}
        <Button kind="quiet" busy={dismiss.isPending} onClick={() => dismiss.mutate()}>
          {t('Dismiss')}
        </Button>
      </div>
      {retry.data && !retry.data.recorded && (
        <p className="note" role="status">
          {t('Still not: {says}', { says: retry.data.says })}
        </p>
      )}
      <ErrorNote error={retry.error ?? dismiss.error} />
    </li>
  )
}
