import { useState } from 'react'
import type { MonthItem } from '#api/contract/statement.ts'
import { useClose, useReopen } from '#client/books/months/use-months.ts'
import { periodOfMonth } from '#client/books/periods.ts'
import { isReconciled, useReconcile } from '#client/books/reconcile/use-reconcile.ts'
import type { Choices } from '#client/books/use-choices.ts'
import { formatMonth, formatOnDay } from '#client/format/day.ts'
import { countOf } from '#client/format/sats.ts'
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
        <Button aria-label={`Close ${name}`} onClick={() => ask(true)}>
          Close…
        </Button>
        {isAsking && <CloseDialog item={item} choices={choices} onClose={() => ask(false)} />}
      </>
    )
  }
  return (
    <span className="books-closed">
      <span className="meta">
        Closed{closed.reconciled && ' reconciled'} {formatOnDay(closed.closed_at)} by{' '}
        <bdi>{closed.closed_by}</bdi>, checksum <code>{closed.checksum}</code>
      </span>
      {may && (
        <Button kind="quiet" busy={reopen.isPending} aria-label={`Reopen ${name}`} onClick={() => ask(true)}>
          Reopen
        </Button>
      )}
      <ErrorNote error={reopen.error} />
      {isAsking && (
        <Confirm
          title={`Reopen ${name}?`}
          yes="Reopen it"
          onYes={() => reopen.mutate(closed.id)}
          onClose={() => ask(false)}
        >
          The statement that it was closed with is forgotten.
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
    <Dialog title={`Close ${name}?`} onClose={onClose}>
      <p>
        Its statement is kept as it is now: {countOf(item.count, 'receipt')}. What comes later, or is
        corrected later, stands in the next open month as an adjustment for {name}.
      </p>
      {unsolved.length > 0 && (
        <>
          <p>It is closed with</p>
          <ul>
            {unsolved.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </>
      )}
      <CheckField
        label="With how each wallet’s own list compared"
        hint={
          canReconcile
            ? undefined
            : 'Compare every wallet below since the month ended, and solve or explain what differs.'
        }
        disabled={!canReconcile}
        checked={reconciled}
        onChange={({ target }) => want(target.checked)}
      />
      <ErrorNote error={close.error} />
      <div className="actions">
        <Button onClick={onClose}>Not yet</Button>
        <Button
          kind="primary"
          busy={close.isPending}
          onClick={() => close.mutate({ month: item.month, reconciled }, { onSuccess: onClose })}
        >
          {unsolved.length > 0 ? 'Close it so' : 'Close it'}
        </Button>
      </div>
    </Dialog>
  )
}

/** What a month would be closed with, though somebody could still say something about it. */
export function unsolvedOf({ unpriced, needs_look, no_show }: MonthItem): string[] {
  return [
    ...(unpriced > 0
      ? [`${countOf(unpriced, 'receipt has', 'receipts have')} no price, and count for nothing in its worth`]
      : []),
    ...(needs_look > 0 ? [`${countOf(needs_look, 'receipt needs', 'receipts need')} a look`] : []),
    ...(no_show > 0 ? [`${countOf(no_show, 'receipt is', 'receipts are')} of no show`] : []),
  ]
}
