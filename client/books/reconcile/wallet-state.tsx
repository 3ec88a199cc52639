import { useState } from 'react'
import type { ReconcileOverview, WalletList } from '#api/contract/reconcile.ts'
import { useAsk, useGiveFile } from '#client/books/reconcile/use-reconcile.ts'
import type { Choices } from '#client/books/use-choices.ts'
import { formatOnDay } from '#client/format/day.ts'
import { countOf, formatCount, formatExactSats } from '#client/format/sats.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { FileDrop } from '#client/ui/file-drop.tsx'

type Props = { item: ReconcileOverview['items'][number]; choices: Choices }

/** When a wallet was asked and what it holds, and the ways to ask it. */
export function WalletState({ item: { wallet, sources, list }, choices }: Props) {
  const ask = useAsk(choices)
  const give = useGiveFile(choices)
  const [isGiving, letGive] = useState(false)
  const isReading = list?.state === 'reading' || ask.isPending || give.isPending
  return (
    <span className="books-closed">
      {list && <Asked list={list} />}
      {sources.length > 0 && (
        <Button
          kind={list ? 'quiet' : 'plain'}
          busy={isReading}
          aria-label={`${list ? 'Ask again' : 'Ask the wallet'}: ${wallet}`}
          onClick={() => ask.mutate({ wallet })}
        >
          {list ? 'Ask again' : 'Ask the wallet'}
        </Button>
      )}
      <Button
        kind="quiet"
        busy={give.isPending}
        aria-label={`Give its file…: ${wallet}`}
        onClick={() => letGive(true)}
      >
        Give its file…
      </Button>
      <ErrorNote error={ask.error ?? give.error} />
      {isGiving && (
        <Dialog title={`What ${wallet} received`} onClose={() => letGive(false)}>
          <FileDrop
            label="Drop its file here, or choose it"
            accept=""
            onFile={(file) => {
              give.mutate({ wallet, file })
              letGive(false)
            }}
          >
            Helipad’s database or CSV, LND’s invoices, payments of Alby or LNbits, or lines of JSON. It is
            read, compared, and not kept.
          </FileDrop>
        </Dialog>
      )}
    </span>
  )
}

function Asked({
  list: { state, problem, file, listed, unread, read_at, balance_msat },
}: {
  list: WalletList
}) {
  if (state === 'failed') return <span role="alert">{problem}</span>
  if (state === 'reading')
    return (
      <span className="meta" role="status">
        Reading: {countOf(listed, 'payment')} so far
      </span>
    )
  return (
    <span className="meta">
      {file === null ? 'Asked' : `${file}, given`} {read_at && formatOnDay(read_at)}
      {balance_msat !== null && `, held ${formatExactSats(balance_msat)} sats`}
      {unread > 0 && `, ${formatCount(unread)} could not be read`}
    </span>
  )
}
