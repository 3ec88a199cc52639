import type { BoostPaymentJson } from '#api/contract/boost.ts'
import { say, t } from '#client/boost/words.ts'
import { formatInstant } from '#client/format/day.ts'
import { tidy } from '#client/lib/tidy-json.ts'

/** What each source said of a payment, as it was received, folded. */
export function PaymentRaw({ payment }: { payment: BoostPaymentJson }) {
  return (
    <details className="fold raw-fold">
      <summary>{say('Raw metadata, {wallet}', { wallet: <bdi>{payment.wallet}</bdi> })}</summary>
      <RawReports payment={payment} />
    </details>
  )
}

/** What each source said of a payment, as it was received. */
export function RawReports({ payment }: { payment: BoostPaymentJson }) {
  const { payment_hash, memo, metadata } = payment
  return (
    <>
      {payment_hash && (
        <p className="meta">
          {say('Payment hash {paymentHash}', { paymentHash: <code>{payment_hash}</code> })}
        </p>
      )}
      {memo && (
        <p className="meta" dir="auto">
          {t('Memo: {memo}', { memo })}
        </p>
      )}
      {metadata.map(({ source, ref, recorded_at, correction, raw, reported }) => (
        <div key={`${source} ${ref}`}>
          <p className="meta">
            {say('{source}, its id {ref}, recorded {when}', {
              source: <bdi>{source}</bdi>,
              ref: <bdi>{ref}</bdi>,
              when: formatInstant(recorded_at),
            })}
          </p>
          {correction && <p className="note">{correction}</p>}
          <pre className="raw">{raw === null ? t('No metadata came with it.') : tidy(raw)}</pre>
          {reported !== null && (
            <details className="fold">
              <summary>{t('All that it reported')}</summary>
              <pre className="raw">{tidy(reported)}</pre>
            </details>
          )}
        </div>
      ))}
    </>
  )
}
