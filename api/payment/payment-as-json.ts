import type { PaymentJson } from '#api/contract/payment.ts'
import { episodeRef, fiatAmount, supporterRef } from '#api/http/refs.ts'
import type { PaymentRow } from '#api/payment/select-payments.ts'

/** A payment as it is answered. Its supporter is null where nothing says that a listener sent it at all. */
export function paymentAsJson(row: PaymentRow): PaymentJson {
  const isSent = row.has_metadata || row.show_slug !== null || row.sender_name !== null
  const fiat = fiatAmount(row.fiat_amount_minor, row.fiat_currency)
  return {
    id: row.id,
    action: row.action,
    show:
      row.show_slug === null || row.show_title === null
        ? null
        : { slug: row.show_slug, title: row.show_title },
    episode: episodeRef(row.episode_id, row.episode_title),
    supporter: isSent ? supporterRef(row.supporter_id, row.supporter_name) : null,
    app: row.app,
    message: row.message,
    position_s: row.position_s,
    claimed_msat: row.claimed_msat,
    wallet: row.wallet,
    rail: row.rail,
    amount_msat: row.amount_msat,
    fee_msat: row.fee_msat,
    fiat: fiat && { ...fiat, fee_minor: row.fiat_fee_minor ?? 0 },
    price: fiatAmount(row.price_amount_minor, row.price_currency),
    settled_at: row.settled_at.toISOString(),
    boost_id: row.boost_id,
    needs_look: row.needs_look,
    set_aside: row.set_aside,
    memo: row.memo,
    ours: row.ours,
    refund_of: row.refund_of,
  }
}
