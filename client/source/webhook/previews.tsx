import type { WebhookPreview } from '#api/contract/webhook.ts'
import { formatInstant } from '#client/format/day.ts'
import { formatMoney } from '#client/format/money.ts'
import { formatExactSats } from '#client/format/sats.ts'

/** What a sample would be recorded as. */
export function Previews({ payments }: { payments: readonly WebhookPreview[] }) {
  return payments.map((payment, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a sample is tried as a whole, in its order
    <div className={payment.problem ? 'test-result' : 'test-result ok'} role="status" key={index}>
      {payment.problem ? <p>{payment.problem}</p> : <Payment payment={payment} />}
    </div>
  ))
}

function Payment({
  payment: { id, settled_at, amount_msat, fiat, message, sender, show },
}: {
  payment: WebhookPreview
}) {
  const amount = fiat ? formatMoney(fiat) : `${formatExactSats(amount_msat ?? 0)} sats`
  return (
    <>
      <p>
        <strong>{amount}</strong> from <bdi>{sender ?? 'nobody who is named'}</bdi>
        {show && (
          <>
            {' '}
            for <bdi>{show}</bdi>
          </>
        )}
        {message ? ': ' : ', without a message.'}
        <bdi>{message}</bdi>
      </p>
      <p className="meta">
        Id <bdi>{id}</bdi>
        {settled_at && `, ${formatInstant(settled_at)}`}
      </p>
    </>
  )
}
