import type { PaymentJson } from '#api/contract/payment.ts'
import { formatMoney } from '#client/format/money.ts'
import { t } from '#client/review/words.ts'
import { Sats } from '#client/ui/sats.tsx'

/** What a payment brought: sats, or money of a currency; nothing for a free one. */
export function PaymentAmount({ payment }: { payment: Pick<PaymentJson, 'amount_msat' | 'fiat' | 'price'> }) {
  const { amount_msat, fiat, price } = payment
  if (fiat) return <span className="sats">{formatMoney(fiat)}</span>
  if (amount_msat === null) return <span className="free">{t('free')}</span>
  return (
    <>
      <Sats msat={amount_msat} />
      {price && <span className="beside"> {formatMoney(price)}</span>}
    </>
  )
}
