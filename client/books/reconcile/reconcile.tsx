import { useState } from 'react'
import type { ReconcileOverview, ReconcileSum } from '#api/contract/reconcile.ts'
import { formatPeriod } from '#client/books/periods.ts'
import { Balances } from '#client/books/reconcile/balances.tsx'
import { Differences } from '#client/books/reconcile/differences.tsx'
import { useReconcile } from '#client/books/reconcile/use-reconcile.ts'
import { WalletState } from '#client/books/reconcile/wallet-state.tsx'
import type { Choices } from '#client/books/use-choices.ts'
import { t } from '#client/books/words.ts'
import { formatMoney } from '#client/format/money.ts'
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
      <Section title={t('Compare with the wallets')}>
        <p className="hint">
          {t(
            'What each wallet says itself that it received ({period}), beside the books. Nothing is recorded by comparing.',
            { period: formatPeriod(choices) },
          )}
        </p>
        <ErrorNote error={error} onRetry={() => refetch()} />
        <Table
          caption={t('Wallets')}
          rows={items}
          keyOf={({ wallet }) => wallet}
          columns={[
            { title: t('Wallet'), cell: ({ wallet }) => <bdi>{wallet}</bdi> },
            { title: t('Books'), align: 'end', cell: ({ books }) => <Sum sum={books} /> },
            {
              title: t('The wallet says'),
              align: 'end',
              cell: ({ figures }) =>
                figures ? <Sum sum={figures.there} /> : <span className="meta">{t('not asked')}</span>,
            },
            { title: t('Differences'), cell: (item) => <Found item={item} opened={opened} onOpen={open} /> },
            { title: t('Ask'), bare: true, cell: (item) => <WalletState item={item} choices={choices} /> },
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
      <span className="meta">{t('{count, plural, one {# payment} other {# payments}}', { count })}</span>
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
      {open > 0 ? (
        <Chip tone="warn">{t('{open} open', { open })}</Chip>
      ) : (
        <Chip tone="ok">{t('none open')}</Chip>
      )}
      {explained > 0 && <span className="meta">{t('{explained} explained', { explained })}</span>}
      {left_out.count > 0 && (
        <span className="meta">
          {t('{count, plural, one {# payment is} other {# payments are}} known and left out of the books', {
            count: left_out.count,
          })}
        </span>
      )}
      {open + explained > 0 && (
        <Button
          kind="quiet"
          aria-expanded={isShown}
          aria-label={
            isShown
              ? t('Hide the differences of {wallet}', { wallet })
              : t('Show the differences of {wallet}', { wallet })
          }
          onClick={() => onOpen(isShown ? null : wallet)}
        >
          {isShown ? t('Hide') : t('See them')}
        </Button>
      )}
    </span>
  )
}
