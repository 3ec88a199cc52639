import { useState } from 'react'
import type { ReconcileOverview, WalletList } from '#api/contract/reconcile.ts'
import { useAsk, useGiveFile } from '#client/books/reconcile/use-reconcile.ts'
import type { Choices } from '#client/books/use-choices.ts'
import { t } from '#client/books/words.ts'
import { formatOnDay } from '#client/format/day.ts'
import { formatCount, formatExactSats } from '#client/format/sats.ts'
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
          aria-label={`${list ? t('Ask again') : t('Ask the wallet')}: ${wallet}`}
          onClick={() => ask.mutate({ wallet })}
        >
          {list ? t('Ask again') : t('Ask the wallet')}
        </Button>
      )}
      <Button
        kind="quiet"
        busy={give.isPending}
        aria-label={t('Give its file…: {wallet}', { wallet })}
        onClick={() => letGive(true)}
      >
        {t('Give its file…')}
      </Button>
      <ErrorNote error={ask.error ?? give.error} />
      {isGiving && (
        <Dialog title={t('What {wallet} received', { wallet })} onClose={() => letGive(false)}>
          <FileDrop
            label={t('Drop its file here, or choose it')}
            accept=""
            onFile={(file) => {
              give.mutate({ wallet, file })
              letGive(false)
            }}
          >
            {t(
              'Helipad’s database or CSV, LND’s invoices, payments of Alby or LNbits, or lines of JSON. It is read, compared, and not kept.',
            )}
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
        {t('Reading: {listed, plural, one {# payment} other {# payments}} so far', { listed })}
      </span>
    )
  return (
    <span className="meta">
      {file === null ? t('Asked') : t('{file}, given', { file })} {read_at && formatOnDay(read_at)}
      {balance_msat !== null && `, ${t('held {amount} sats', { amount: formatExactSats(balance_msat) })}`}
      {unread > 0 && `, ${t('{unread} could not be read', { unread: formatCount(unread) })}`}
    </span>
  )
}
