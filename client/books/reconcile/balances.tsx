import type { AccountedBalance, ReconcileOverview } from '#api/contract/reconcile.ts'
import { t } from '#client/books/words.ts'
import { formatOnDay } from '#client/format/day.ts'
import { Sats } from '#client/ui/sats.tsx'
import { Table } from '#client/ui/table.tsx'

type Item = ReconcileOverview['items'][number]
type Held = { wallet: string; balance: AccountedBalance }

/** What wallets held when they were asked before and now, and whether the books account for what lies between. */
export function Balances({ items }: { items: readonly Item[] }) {
  const held = items.flatMap(({ wallet, balance }): Held[] => (balance ? [{ wallet, balance }] : []))
  if (held.length === 0) return null
  const hasReplies = held.some(({ balance }) => (balance.replies_msat ?? 0) > 0)
  return (
    <>
      <h3>{t('What they hold')}</h3>
      <p className="hint">
        {t(
          'From what each held when it was asked around the beginning of the period, by what the books know, to what it holds. What is unexplained was spent, or moved in, by ways that are not known here.',
        )}
      </p>
      {held.some(({ balance }) => (balance.replies_elsewhere_msat ?? 0) > 0) && (
        <p className="hint">
          {t(
            'Replies were paid from a wallet that is not known to be one of these. If it is, they are part of what is unexplained.',
          )}
        </p>
      )}
      <Table
        caption={t('What wallets hold')}
        rows={held}
        keyOf={({ wallet }) => wallet}
        columns={[
          { title: t('Wallet'), cell: ({ wallet }) => <bdi>{wallet}</bdi> },
          {
            title: t('Held before'),
            align: 'end',
            cell: ({ balance }) => <At msat={balance.opening_msat} at={balance.opening_at} />,
          },
          {
            title: t('Received'),
            align: 'end',
            cell: ({ balance }) => <Sats msat={balance.received_msat} exact />,
          },
          {
            title: t('Paid back, kept, paid out'),
            align: 'end',
            cell: ({ balance: { refunds_msat, fee_msat, paid_out_msat } }) => (
              <Sats msat={-(refunds_msat + fee_msat + paid_out_msat)} exact />
            ),
          },
          ...(hasReplies
            ? [
                {
                  title: t('Replies paid, with fees'),
                  align: 'end' as const,
                  cell: ({ balance }: Held) => <Sats msat={-(balance.replies_msat ?? 0)} exact />,
                },
              ]
            : []),
          {
            title: t('Holds'),
            align: 'end',
            cell: ({ balance }) => <At msat={balance.closing_msat} at={balance.closing_at} />,
          },
          {
            title: t('Unexplained'),
            align: 'end',
            cell: ({ balance: { unexplained_msat } }) =>
              unexplained_msat === 0 ? t('nothing') : <Sats msat={unexplained_msat} exact />,
          },
        ]}
      />
    </>
  )
}

function At({ msat, at }: { msat: number; at: string }) {
  return (
    <>
      <Sats msat={msat} exact /> <span className="meta">{formatOnDay(at)}</span>
    </>
  )
}
