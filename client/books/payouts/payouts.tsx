import type { PayoutJson } from '#api/contract/payout.ts'
import { AddPayout } from '#client/books/payouts/add-payout.tsx'
import { usePayouts, useRemovePayout } from '#client/books/payouts/use-payouts.ts'
import { t } from '#client/books/words.ts'
import { formatMoney } from '#client/format/money.ts'
import { useMayForAll } from '#client/person/use-me.ts'
import { Button } from '#client/ui/button.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Section } from '#client/ui/head.tsx'
import { Sats } from '#client/ui/sats.tsx'
import { Table } from '#client/ui/table.tsx'

/** What processors paid out, each beside the receipts that it is of. */
export function Payouts() {
  const may = useMayForAll('books')
  const { data, error, refetch } = usePayouts(may)
  const remove = useRemovePayout()
  if (!may) return null
  return (
    <div className="print-hidden">
      <Section title={t('Payouts')}>
        <p className="hint">
          {t(
            'What a card processor or a shop paid out is of many receipts: those since its last payout. Note it, and see whether they come to it.',
          )}
        </p>
        <ErrorNote error={error ?? remove.error} onRetry={() => refetch()} />
        {data && data.length > 0 && (
          <Table
            caption={t('Payouts')}
            rows={data}
            keyOf={({ id }) => id}
            columns={[
              { title: t('Day'), cell: ({ paid_at }) => paid_at.slice(0, 10) },
              { title: t('Paid out of'), cell: ({ wallet }) => <bdi>{wallet}</bdi> },
              {
                title: t('Arrived'),
                align: 'end',
                cell: (payout) => <Amount sum={payout.amount} of={payout} />,
              },
              {
                title: t('Kept on the way'),
                align: 'end',
                cell: (payout) => <Amount sum={payout.fee} of={payout} />,
              },
              {
                title: t('Its receipts'),
                align: 'end',
                cell: (payout) => (
                  <>
                    <Amount sum={payout.receipts.net} of={payout} />{' '}
                    <span className="meta">
                      {t('{count, plural, one {# receipt} other {# receipts}}, after fees', {
                        count: payout.receipts.count,
                      })}
                    </span>
                  </>
                ),
              },
              { title: t('They agree'), cell: (payout) => <Agreement payout={payout} /> },
              {
                title: t('Take back'),
                bare: true,
                cell: ({ id, paid_at, wallet }) => (
                  <Button
                    kind="quiet"
                    aria-label={t('Take back the payout of {wallet} on {paidAt}', {
                      wallet,
                      paidAt: paid_at.slice(0, 10),
                    })}
                    busy={remove.isPending}
                    onClick={() => remove.mutate(id)}
                  >
                    {t('Take back')}
                  </Button>
                ),
              },
            ]}
          />
        )}
        <details className="fold">
          <summary>{t('Note a payout')}</summary>
          <AddPayout />
        </details>
      </Section>
    </div>
  )
}

function Amount({ sum, of: { currency } }: { sum: number; of: PayoutJson }) {
  return currency === null ? <Sats msat={sum} exact /> : formatMoney({ amount_minor: sum, currency })
}

function Agreement({ payout }: { payout: PayoutJson }) {
  const { difference } = payout
  if (difference === 0) return <Chip tone="ok">{t('to the cent')}</Chip>
  return (
    <>
      <Chip tone="warn">{difference > 0 ? t('less arrived') : t('more arrived')}</Chip>{' '}
      <Amount sum={Math.abs(difference)} of={payout} />
    </>
  )
}
