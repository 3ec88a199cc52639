import { useState } from 'react'
import type { BoostDetailJson, BoostPaymentJson } from '#api/contract/boost.ts'
import { PaymentRaw } from '#client/boost/detail/payment-raw.tsx'
import { useRegroup } from '#client/boost/detail/use-boost.ts'
import { t } from '#client/boost/words.ts'
import { formatInstant } from '#client/format/day.ts'
import { formatMoney } from '#client/format/money.ts'
import { formatExactSats } from '#client/format/sats.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Sats } from '#client/ui/sats.tsx'
import { type Column, Table } from '#client/ui/table.tsx'
import { toast } from '#client/ui/toasts.tsx'

/** What arrived where. Payments that are another boost's can be taken out. */
export function BoostPayments({ boost, mayEdit }: { boost: BoostDetailJson; mayEdit: boolean }) {
  const { id, payments } = boost
  const [chosen, choose] = useState<string[]>([])
  const split = useRegroup(id, 'split')
  const maySplit = mayEdit && payments.length > 1
  const pick: Column<BoostPaymentJson> = {
    title: t('Choose'),
    bare: true,
    cell: (payment) => (
      <input
        type="checkbox"
        aria-label={t('Choose the payment to {wallet}', { wallet: payment.wallet })}
        checked={chosen.includes(payment.id)}
        onChange={({ target }) =>
          choose(target.checked ? [...chosen, payment.id] : chosen.filter((other) => other !== payment.id))
        }
      />
    ),
  }
  const columns: Column<BoostPaymentJson>[] = [
    ...(maySplit ? [pick] : []),
    {
      title: t('Wallet'),
      cell: ({ wallet, rail }) => (
        <>
          <bdi>{wallet}</bdi> <span className="meta">{rail}</span>
        </>
      ),
    },
    {
      title: t('Settled'),
      cell: ({ settled_at }) => <time dateTime={settled_at}>{formatInstant(settled_at)}</time>,
    },
    { title: t('Received'), align: 'end', cell: formatReceived },
    {
      title: t('Fee'),
      align: 'end',
      cell: ({ fee_msat, fiat }) =>
        fiat ? formatMoney({ ...fiat, amount_minor: fiat.fee_minor }) : formatExactSats(fee_msat),
    },
  ]
  return (
    <>
      <Table
        caption={t('Payments of this boost')}
        columns={columns}
        rows={payments}
        keyOf={(payment) => payment.id}
      />
      <ErrorNote error={split.error} />
      {maySplit && chosen.length > 0 && (
        <p className="detail-actions">
          <Button
            disabled={chosen.length === payments.length}
            busy={split.isPending}
            onClick={() =>
              split.mutate(chosen, {
                onSuccess: () => {
                  choose([])
                  toast(t('They are a boost of their own now'))
                },
              })
            }
          >
            {t('Split off as a boost of its own')}
          </Button>
          {chosen.length === payments.length && (
            <span className="hint"> {t('At least one has to stay.')}</span>
          )}
        </p>
      )}
      {payments.map((payment) => (
        <PaymentRaw key={payment.id} payment={payment} />
      ))}
    </>
  )
}

function formatReceived({ amount_msat, fiat, set_aside }: BoostPaymentJson) {
  const aside = set_aside && <span className="meta"> {t('set aside')}</span>
  if (fiat)
    return (
      <>
        <span className="sats">{formatMoney(fiat)}</span>
        {aside}
      </>
    )
  return amount_msat === null ? (
    t('free')
  ) : (
    <>
      <Sats msat={amount_msat} exact unit={false} />
      {aside}
    </>
  )
}
