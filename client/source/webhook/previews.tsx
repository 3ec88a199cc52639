import type { WebhookPreview } from '#api/contract/webhook.ts'
import { formatInstant } from '#client/format/day.ts'
import { formatMoney } from '#client/format/money.ts'
import { formatExactSats } from '#client/format/sats.ts'
import { say, t } from '#client/source/words.ts'

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
  const amount = fiat ? formatMoney(fiat) : t('{amount} sats', { amount: formatExactSats(amount_msat ?? 0) })
  return (
    <>
      <p>
        {say('{amount} from {sender}', {
          amount: <strong>{amount}</strong>,
          sender: <bdi>{sender ?? t('nobody who is named')}</bdi>,
        })}
        {show && <> {say('for {show}', { show: <bdi>{show}</bdi> })}</>}
        {message ? ': ' : `, ${t('without a message.')}`}
        <bdi>{message}</bdi>
      </p>
      <p className="meta">
        {say('Id {id}', { id: <bdi>{id}</bdi> })}
        {settled_at && `, ${formatInstant(settled_at)}`}
      </p>
    </>
  )
}
