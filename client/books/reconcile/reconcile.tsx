import { useState } from 'react'
import type { ReconcileOverview, ReconcileSum } from '#api/contract/reconcile.ts'
import { formatPeriod } from '#client/books/periods.ts'
import { Balances } from '#client/books/reconcile/balances.tsx'
import { Differences } from '#client/books/reconcile/differences.tsx'
import { useReconcile } from '#client/books/reconcile/use-reconcile.ts'
import { WalletState } from '#client/books/reconcile/wallet-state.tsx'
import type { Choices } from '#client/books/use-choices.ts'
import { formatMoney } from '#client/format/money.ts'
import { countOf } from '#client/format/sats.ts'
import { useMayForAll } from '#client/person/use-me.ts'
import { Button } from '#client/ui/button.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Section } from '#client/ui/head.tsx'
import { Sats } from '#client/ui/sats.tsx'
import { Table } from '#client/ui/table.tsx'

type Item = ReconcileOverview['items'][number]

/** What each wallet says itself that it received in the period, beside the books, and where they differ. */
export function Reconcile({ choices }: { choices: Choices }) {
  const may = useMayForAll('books')
  const { data, error, refetch } = useReconcile(choices, may)
  const [opened, open] = useState<string | null>(null)
  const items = data?.items ?? []
  if (!may || (!error && items.length === 0)) return null
  const shown = items.find(({ wallet }) => wallet === opened)
  return (
    <div className="print-hidden">
      <Section title="Compare with the wallets">
        <p className="hint">
          What each wallet says itself that it received in {formatPeriod(choices)}, beside the books. Nothing
          is recorded by comparing.
        </p>
        <ErrorNote error={error} onRetry={() => refetch()} />
        <Table
          caption="Wallets"
          rows={items}
          keyOf={({ wallet }) => wallet}
          columns={[
            { title: 'Wallet', cell: ({ wallet }) => <bdi>{wallet}</bdi> },
            { title: 'Books', align: 'end', cell: ({ books }) => <Sum sum={books} /> },
            {
              title: 'The wallet says',
              align: 'end',
              cell: ({ figures }) =>
                figures ? <Sum sum={figures.there} /> : <span className="meta">not asked</span>,
            },
            { title: 'Differences', cell: (item) => <Found item={item} opened={opened} onOpen={open} /> },
            { title: 'Ask', bare: true, cell: (item) => <WalletState item={item} choices={choices} /> },
          ]}
        />
        {shown?.list && shown.figures && (
          <Differences key={shown.list.id} list={shown.list} period={choices} />
        )}
        <Balances items={items} />
      </Section>
    </div>
  )
}

/** Sats and other money, with how many payments they are. */
function Sum({ sum: { count, amount_msat, fiat } }: { sum: ReconcileSum }) {
  return (
    <>
      {(amount_msat !== 0 || fiat.length === 0) && <Sats msat={amount_msat} exact />}
      {fiat.map((money) => (
        <div key={money.currency}>{formatMoney(money)}</div>
      ))}{' '}
      <span className="meta">{countOf(count, 'payment')}</span>
    </>
  )
}

type FoundProps = { item: Item; opened: string | null; onOpen: (wallet: string | null) => void }

function Found({ item: { wallet, figures }, opened, onOpen }: FoundProps) {
  if (!figures) return null
  const { open, explained, left_out } = figures
  const isShown = opened === wallet
  return (
    <span className="books-solve">
      {open > 0 ? <Chip tone="warn">{open} open</Chip> : <Chip tone="ok">none open</Chip>}
      {explained > 0 && <span className="meta">{explained} explained</span>}
      {left_out.count > 0 && (
        <span className="meta">
          {countOf(left_out.count, 'payment is', 'payments are')} known and left out of the books
        </span>
      )}
      {open + explained > 0 && (
        <Button
          kind="quiet"
          aria-expanded={isShown}
          aria-label={`${isShown ? 'Hide' : 'Show'} the differences of ${wallet}`}
          onClick={() => onOpen(isShown ? null : wallet)}
        >
          {isShown ? 'Hide' : 'Show'}
        </Button>
      )}
    </span>
  )
}
