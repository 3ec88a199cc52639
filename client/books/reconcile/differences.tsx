import { useState } from 'react'
import type { Difference, WalletList } from '#api/contract/reconcile.ts'
import { Explain } from '#client/books/reconcile/explain.tsx'
import { useDifferences, useRecordMissing, useSetAside } from '#client/books/reconcile/use-reconcile.ts'
import { say, t } from '#client/books/words.ts'
import { formatInstant } from '#client/format/day.ts'
import { formatMoney } from '#client/format/money.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Sats } from '#client/ui/sats.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'
import { Table } from '#client/ui/table.tsx'

type Props = { list: WalletList; period: { from: string; to: string } }

const KINDS = {
  only_there: t('Only the wallet has it'),
  only_here: t('Only the books have it'),
  differs: t('They differ'),
} as const

/** Each difference between a wallet and the books, with the click that solves it. */
export function Differences({ list, period }: Props) {
  const { data, error, refetch } = useDifferences(list, period)
  const record = useRecordMissing(list.id)
  if (error) return <ErrorNote error={error} onRetry={() => refetch()} />
  if (!data) return <Skeleton rows={3} />
  const { items, figures } = data
  const missing = figures?.only_there.count ?? 0
  return (
    <section aria-label={t('Differences of {wallet}', { wallet: list.wallet })}>
      {missing > 1 && (
        <p className="books-do">
          <Button busy={record.isPending} onClick={() => record.mutate(null)}>
            {t('Record all that only the wallet has')}
          </Button>
        </p>
      )}
      <ErrorNote error={record.error} />
      <Table
        caption={t('Differences of {wallet}', { wallet: list.wallet })}
        rows={items}
        keyOf={({ key }) => key}
        columns={[
          { title: t('When'), cell: ({ there, here }) => formatInstant((there ?? here)?.settled_at ?? '') },
          { title: t('What'), cell: (item) => <What item={item} /> },
          { title: t('The wallet says'), align: 'end', cell: ({ there }) => <Amount of={there} /> },
          { title: t('Books'), align: 'end', cell: ({ here }) => <Amount of={here} /> },
          { title: t('Solve'), bare: true, cell: (item) => <Solve item={item} id={list.id} /> },
        ]}
      />
    </section>
  )
}

function What({ item: { kind, here, there, is_double, explained } }: { item: Difference }) {
  const isElsewhere = kind === 'differs' && here?.amount_msat === there?.amount_msat && !here?.fiat
  return (
    <>
      {isElsewhere ? t('In another period') : KINDS[kind]}
      {is_double && (
        <span className="meta"> {t('another receipt has this amount and second: perhaps a double')}</span>
      )}
      {here?.supporter && (
        <span className="meta"> {say('from {supporter}', { supporter: <bdi>{here.supporter}</bdi> })}</span>
      )}
      {explained && (
        <p>
          “{explained.words}” <span className="meta">{explained.by}</span>
        </p>
      )}
    </>
  )
}

function Amount({ of }: { of: Difference['there'] }) {
  if (!of) return <span className="meta">{t('nothing')}</span>
  if (of.fiat) return formatMoney(of.fiat)
  return <Sats msat={of.amount_msat ?? 0} exact />
}

function Solve({ item, id }: { item: Difference; id: string }) {
  const record = useRecordMissing(id)
  const setAside = useSetAside()
  const [isExplaining, letExplain] = useState(false)
  const { key, kind, here, can_record, explained } = item
  return (
    <span className="books-solve">
      {can_record && (
        <Button busy={record.isPending} onClick={() => record.mutate([key])}>
          {kind === 'differs' ? t('Take the wallet’s') : t('Record it')}
        </Button>
      )}
      {kind === 'only_here' && here && (
        <Button busy={setAside.isPending} onClick={() => setAside.mutate(here.payment_id)}>
          {t('Set it aside')}
        </Button>
      )}
      <Button kind="quiet" onClick={() => letExplain(true)}>
        {explained ? t('Change the words…') : t('Explain…')}
      </Button>
      <ErrorNote error={record.error ?? setAside.error} />
      {isExplaining && <Explain item={item} id={id} onClose={() => letExplain(false)} />}
    </span>
  )
}
