import { sql, type Transaction } from 'kysely'
import type { Composed } from '#api/intake/compose-payments.ts'
import { insertRows } from '#api/intake/insert-rows.ts'
import type { KnownPayment } from '#api/intake/known-payment.ts'
import type { Match } from '#api/intake/match-reports.ts'
import type { DB } from '#db/schema/index.ts'

export type NewPayment = { payment: KnownPayment; composed: Composed }

const FACTS = {
  id: 'uuid',
  wallet_id: 'integer',
  exactness: 'smallint',
  ref: 'text',
  payment_hash: 'bytea',
  set_id: 'bytea',
  conflict_of: 'uuid',
  settled_at: 'timestamptz',
  amount_msat: 'bigint',
  fee_msat: 'bigint',
  fiat_amount_minor: 'bigint',
  fiat_fee_minor: 'bigint',
  fiat_currency: 'text',
  price_amount_minor: 'bigint',
  price_currency: 'text',
  rail: 'text',
  memo: 'text',
  comment: 'text',
  metadata_url: 'text',
  boost_id: 'uuid',
} as const

const WORDS = {
  ours: 'boolean',
  show_id: 'integer',
  episode_id: 'uuid',
  supporter_id: 'uuid',
  action: 'text',
  app: 'text',
  sender_name: 'text',
  sender_id: 'text',
  recipient: 'text',
  message: 'text',
  position_s: 'integer',
  claimed_msat: 'bigint',
  link: 'text',
  remote: 'boolean',
  has_reading: 'boolean',
  shared_key: 'uuid',
  uuid_key: 'uuid',
  content_key: 'uuid',
  refund_ref: 'text',
  set_aside: 'boolean',
  set_aside_rule_id: 'uuid',
  needs_look: 'text',
} as const

/** Inserts payments with what their words come to. */
export async function insertPayments(trx: Transaction<DB>, news: readonly NewPayment[]): Promise<void> {
  await insertRows(
    trx,
    'payments',
    { ...FACTS, ...WORDS },
    news.map(({ payment, composed }) => ({
      ...factsOf(payment),
      ...composed,
      needs_look: bothReasons(composed, payment),
    })),
  )
}

/** Writes what stored payments gained: facts that were corrected, and words where they had none. */
export async function updatePayments(
  trx: Transaction<DB>,
  changed: Iterable<KnownPayment>,
  composed: ReadonlyMap<KnownPayment, Composed>,
): Promise<void> {
  for (const payment of changed) {
    const words = composed.get(payment)
    const { id, boost_id: _, ...facts } = factsOf(payment)
    const row = words
      ? { ...facts, ...spoken(words), needs_look: words.needs_look }
      : { ...facts, needs_look: payment.needs_look }
    const columns = { ...FACTS, ...WORDS }
    const sets = Object.entries(row).map(
      ([name, value]) => sql`${sql.ref(name)} = ${value}::${sql.raw(columns[name as keyof typeof columns])}`,
    )
    await sql`update payments set ${sql.join(sets)} where id = ${id}`.execute(trx)
  }
}

/** Late words never bring back what was set aside. */
function spoken(words: Composed) {
  const { set_aside, set_aside_rule_id, ...rest } = words
  return set_aside ? words : rest
}

function bothReasons(composed: Composed, payment: KnownPayment): string | null {
  return [composed.needs_look, payment.needs_look].filter(Boolean).join(' ') || null
}

/** Keeps the sightings that are new, and the metadata that an earlier one lacked. */
export async function insertSightings(trx: Transaction<DB>, matches: readonly Match[]): Promise<void> {
  const rows = new Map(
    matches
      .filter((match) => match.sighting)
      .map((match) => [
        `${match.place.source_id} ${match.payment.id} ${match.entry.report.ref}`,
        sightingRow(match),
      ]),
  )
  if (rows.size === 0) return
  await sql`
    insert into sightings (source_id, ref, payment_id, wallet_id, settled_at, amount_msat, metadata, correction)
    select * from json_to_recordset(${JSON.stringify([...rows.values()])}::json) as row(
      source_id integer, ref text, payment_id uuid, wallet_id integer, settled_at timestamptz, amount_msat bigint, metadata bytea, correction text)
    on conflict (ref, source_id, payment_id) do update set metadata = coalesce(sightings.metadata, excluded.metadata)`.execute(
    trx,
  )
}

function sightingRow({ entry: { report }, place, payment, correction }: Match) {
  return {
    source_id: place.source_id,
    ref: report.ref,
    payment_id: payment.id,
    wallet_id: place.wallet.id,
    settled_at: report.settled_at.toISOString(),
    amount_msat: report.money.kind === 'sats' ? report.money.amount_msat : null,
    metadata: report.metadata === null ? null : `\\x${Buffer.from(report.metadata.raw).toString('hex')}`,
    correction,
  }
}

function factsOf(payment: KnownPayment) {
  return {
    id: payment.id,
    wallet_id: payment.wallet_id,
    exactness: payment.exactness,
    ref: payment.ref,
    payment_hash: bytes(payment.payment_hash),
    set_id: bytes(payment.set_id),
    conflict_of: payment.conflict_of,
    settled_at: payment.settled_at.toISOString(),
    amount_msat: payment.amount_msat,
    fee_msat: payment.fee_msat,
    fiat_amount_minor: payment.fiat_amount_minor,
    fiat_fee_minor: payment.fiat_fee_minor,
    fiat_currency: payment.fiat_currency,
    price_amount_minor: payment.price_amount_minor,
    price_currency: payment.price_currency,
    rail: payment.rail,
    memo: payment.memo,
    comment: payment.comment,
    metadata_url: payment.metadata_url,
    boost_id: payment.boost_id,
  }
}

function bytes(hex: string | null): string | null {
  return hex === null ? null : `\\x${hex}`
}
