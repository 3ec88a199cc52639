import { Link } from 'wouter'
import type { PaymentJson } from '#api/contract/payment.ts'
import { formatInstant } from '#client/format/day.ts'
import { nameOf } from '#client/format/supporter.ts'
import { Conflict } from '#client/review/payment/conflict.tsx'
import { formatRail } from '#client/review/payment/format-payment.ts'
import { PaymentReports } from '#client/review/payment/payment-reports.tsx'
import { isConflict, sayReason } from '#client/review/payment/say-reason.ts'
import { say, t } from '#client/review/words.ts'

/** As much of a message as tells what it is; the boost has all of it. */
const ENOUGH = 400

/** Why to look at a payment, and all that is known of it. */
export function PaymentDetails({ payment }: { payment: PaymentJson }) {
  const { memo, message, needs_look, wallet, settled_at, boost_id, show, supporter } = payment
  return (
    <>
      <p className="review-reason">{needs_look && sayReason(needs_look)}</p>
      {supporter && (
        <p>
          <bdi>{nameOf(supporter)}</bdi>
          {show && <> {say('to {title}', { title: <bdi>{show.title}</bdi> })}</>}
        </p>
      )}
      {message && (
        <p className="review-message" dir="auto">
          {message.length > ENOUGH ? `${message.slice(0, ENOUGH)}…` : message}
        </p>
      )}
      {memo && (
        <p className="raw-line breaks" dir="auto">
          {memo}
        </p>
      )}
      <p className="meta">
        <bdi>{wallet}</bdi> · {formatRail(payment)} ·{' '}
        <time dateTime={settled_at}>{formatInstant(settled_at)}</time>
        {boost_id && (
          <>
            {' · '}
            <Link href={`/boosts/${boost_id}`}>{t('its boost')}</Link>
          </>
        )}
      </p>
      {needs_look && isConflict(needs_look) && <Conflict id={payment.id} />}
      <PaymentReports id={payment.id} />
    </>
  )
}
