import { randomUUIDv7 } from 'node:crypto'
import { type RawBuilder, type Selectable, sql } from 'kysely'
import type { Entry } from '#api/intake/report.ts'
import type { Place } from '#api/intake/resolve-sources.ts'
import { rankOf } from '#api/payment/best-metadata.ts'
import { BOOST_DETAILS } from '#api/payment/boost-details.ts'
import type { PaymentTable } from '#db/schema/payment.ts'

/** The columns of a payment that hold what its reports say of the receipt itself. */
export const FACTS = [
  'id',
  'wallet_id',
  'exactness',
  'ref',
  'payment_hash',
  'set_id',
  'conflict_of',
  'settled_at',
  'amount_msat',
  'fee_msat',
  'fee_exactness',
  'fiat_amount_minor',
  'fiat_fee_minor',
  'fiat_currency',
  'price_amount_minor',
  'price_currency',
  'rail',
  'memo',
  'comment',
  'metadata_url',
  'routing',
  'metadata_rank',
] as const satisfies (keyof PaymentTable)[]

/** Kept as bytes, and hex while we work with them. */
const BYTES = ['payment_hash', 'set_id'] as const
type Bytes = (typeof BYTES)[number]

/** The columns that are decided: whose and what a payment is, what its metadata says of that, and by what it is grouped. */
export const DETAILS = [
  'ours',
  'show_id',
  'episode_id',
  'named_episode_id',
  'supporter_id',
  'action',
  'given_action',
  ...BOOST_DETAILS,
  'sender_id',
  'recipient',
  'remote',
  'played_in',
  'has_metadata',
  'shared_key',
  'uuid_key',
  'content_key',
  'cadence_key',
  'refund_ref',
  'set_aside',
  'set_aside_rule_id',
  'needs_look',
] as const satisfies (keyof PaymentTable)[]

export type Details = Pick<Selectable<PaymentTable>, (typeof DETAILS)[number]>

export type Facts = Omit<Pick<Selectable<PaymentTable>, (typeof FACTS)[number]>, Bytes> &
  Record<Bytes, string | null>

/** The facts that a report tells, as if it were the only one. */
export function factsOf({ report }: Entry, place: Place): Facts {
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
    metadata_rank: metadata && rankOf(metadata, place.exactness),
  }
}

/** The facts as a query reads them. */
export const factColumns: RawBuilder<Facts> = sql.join(
  FACTS.map((name) =>
    isBytes(name) ? sql`encode(${sql.ref(name)}, 'hex') as ${sql.ref(name)}` : sql.ref(name),
  ),
)

function isBytes(name: string): name is Bytes {
  return BYTES.some((each) => each === name)
}

/** A payment as JSON says it to the database. */
export function asRow<Payment extends Facts>(payment: Payment) {
  const bytes = (hex: string | null) => hex && `\\x${hex}`
  return { ...payment, payment_hash: bytes(payment.payment_hash), set_id: bytes(payment.set_id) }
}
