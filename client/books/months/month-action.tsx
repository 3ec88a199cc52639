import { useState } from 'react'
import type { MonthItem } from '#api/contract/statement.ts'
import { useClose, useReopen } from '#client/books/months/use-months.ts'
import { periodOfMonth } from '#client/books/periods.ts'
import { isReconciled, useReconcile } from '#client/books/reconcile/use-reconcile.ts'
import type { Choices } from '#client/books/use-choices.ts'
import { say, t } from '#client/books/words.ts'
import { formatMonth, formatOnDay } from '#client/format/day.ts'
import { useMay, useMayForAll } from '#client/person/use-me.ts'
import { Button } from '#client/ui/button.tsx'
import { Confirm } from '#client/ui/confirm.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { CheckField } from '#client/ui/field.tsx'

/** Closes a month after asking, or says that it is closed, by whom and with what, and opens it again. */
export function MonthAction({ item, choices }: { item: MonthItem; choices: Choices }) {
  const may = useMay('books')
  const reopen = useReopen()
  const [isAsking, ask] = useState(false)
  const { month, state, closed } = item
  const name = formatMonth(month)
  if (!closed) {
    if (!may || state === 'running') return null
    return (
      <>
        <Button aria-label={t('Close {name}', { name })} onClick={() => ask(true)}>
          {t('Close…')}
        </Button>
        {isAsking && <CloseDialog item={item} choices={choices} onClose={() => ask(false)} />}
      </>
    )
  }
  return (
    <span className="books-closed">
      <span className="meta">
        {t('Closed')}
        {closed.reconciled && ` ${t('reconciled')}`}{' '}
        {say('{day} by {closedBy}, checksum {checksum}', {
          day: formatOnDay(closed.closed_at),
          closedBy: <bdi>{closed.closed_by}</bdi>,
          checksum: <code>{closed.checksum}</code>,
        })}
      </span>
      {may && (
        <Button
          kind="quiet"
          busy={reopen.isPending}
          aria-label={t('Reopen {name}', { name })}
          onClick={() => ask(true)}
        >
          {t('Reopen')}
        </Button>
      )}
      <ErrorNote error={reopen.error} />
      {isAsking && (
        <Confirm
          title={t('Reopen {name}?', { name })}
          yes={t('Reopen it')}
          onYes={() => reopen.mutate(closed.id)}
          onClose={() => ask(false)}
        >
          {t('The statement that it was closed with is forgotten.')}
        </Confirm>
      )}
    </span>
  )
}

function CloseDialog({ item, choices, onClose }: { item: MonthItem; choices: Choices; onClose: () => void }) {
  const close = useClose(choices)
  const { show, tz } = choices
  const mayCompare = useMayForAll('books')
  const book = { ...(show ? { show } : {}), ...(tz ? { tz } : {}) }
  const compared = useReconcile({ ...book, ...periodOfMonth(item.month) }, mayCompare)
  const canReconcile = compared.data !== undefined && isReconciled(compared.data)
  const [isWanted, want] = useState(true)
  const reconciled = canReconcile && isWanted
  const name = formatMonth(item.month)
  const unsolved = unsolvedOf(item)
  return (
    <Dialog title={t('Close {name}?', { name })} onClose={onClose}>
      <p>
        {t(
          'Its statement is kept as it is now: {count, plural, one {# receipt} other {# receipts}}. What comes later, or is corrected later, stands in the next open month as an adjustment for {name}.',
          { count: item.count, name },
        )}
      </p>
      {unsolved.length > 0 && (
        <>
          <p className="spaced">{t('Not solved yet:')}</p>
          <ul className="unsolved">
            {unsolved.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </>
      )}
      <CheckField
        label={t('With how each wallet’s own list compared')}
        hint={
          canReconcile
            ? undefined
            : t('For that, compare every wallet with its own list, below, and solve or explain what differs.')
        }
        disabled={!canReconcile}
        checked={reconciled}
        onChange={({ target }) => want(target.checked)}
      />
      <ErrorNote error={close.error} />
      <div className="actions">
        <Button onClick={onClose}>{t('Not yet')}</Button>
        <Button
          kind="primary"
          busy={close.isPending}
          onClick={() => close.mutate({ month: item.month, reconciled }, { onSuccess: onClose })}
        >
          {unsolved.length > 0 ? t('Close it as it is') : t('Close it')}
        </Button>
      </div>
    </Dialog>
  )
}

/** What a month would be closed with, though somebody could still say something about it. */
export function unsolvedOf({ unpriced, needs_look, no_show }: MonthItem): string[] {
  return [
    ...(unpriced > 0
      ? [
          t(
            '{unpriced, plural, one {# receipt has no price, and counts} other {# receipts have no price, and count}} for nothing in what the month is worth',
            { unpriced },
          ),
        ]
      : []),
    ...(needs_look > 0
      ? [
          t('{needsLook, plural, one {# receipt needs} other {# receipts need}} a look', {
            needsLook: needs_look,
          }),
        ]
      : []),
    ...(no_show > 0
      ? [t('{noShow, plural, one {# receipt is} other {# receipts are}} of no show', { noShow: no_show })]
      : []),
  ]
}
