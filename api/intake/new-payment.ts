import { randomUUIDv7 } from 'node:crypto'
import type { KnownPayment } from '#api/intake/known-payment.ts'
import type { Entry } from '#api/intake/report.ts'
import type { Place } from '#api/intake/resolve-sources.ts'
import { rankOf } from '#api/payment/best-metadata.ts'

/** The payment that a report tells of, as if it were the only report. */
export function newPayment({ report }: Entry, place: Place): KnownPayment {
  const { money, metadata } = report
  const sats = money.kind === 'sats' ? money : null
  const fiat = money.kind === 'fiat' ? money : null
  return {
    id: randomUUIDv7(),
    wallet_id: place.wallet.id,
    exactness: place.exactness,
    ref: report.ref,
    payment_hash: report.payment_hash,
    set_id: report.payment_hash === null ? null : report.set_id,
    conflict_of: null,
    settled_at: report.settled_at,
    amount_msat: sats?.amount_msat ?? null,
    fee_msat: sats?.fee_msat ?? 0,
    fee_exactness: sats?.fee_msat || fiat?.fee_minor ? place.exactness : 0,
    fiat_amount_minor: fiat?.amount_minor ?? null,
    fiat_fee_minor: fiat?.fee_minor ?? null,
    fiat_currency: fiat?.currency ?? null,
    price_amount_minor: sats?.price?.amount_minor ?? null,
    price_currency: sats?.price?.currency ?? null,
    rail: report.rail,
    memo: report.memo,
    comment: report.comment,
    metadata_url: report.metadata_url,
    routing: report.routing,
    refund_ref: report.refund_of,
    refund_of: null,
    metadata_rank: metadata && rankOf(metadata, place.exactness),
    ...(metadata ? { metadata } : {}),
    boost_id: null,
    needs_look: null,
    app: null,
    sender_name: null,
    sender_id: null,
    ours: false,
    show_id: null,
    action: null,
    set_aside: false,
    set_aside_by_hand: false,
    cadence_key: null,
    corrected: false,
    stored: false,
  }
}
