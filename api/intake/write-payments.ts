import { type RawBuilder, sql, type Transaction } from 'kysely'
import type { Composed } from '#api/intake/compose-payments.ts'
import type { KnownPayment } from '#api/intake/known-payment.ts'
import { CONFLICT } from '#api/payment/belonging.ts'
import { insertionOf } from '#db/query/insert-rows.ts'
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
  fee_exactness: 'smallint',
  fiat_amount_minor: 'bigint',
  fiat_fee_minor: 'bigint',
  fiat_currency: 'text',
  price_amount_minor: 'bigint',
  price_currency: 'text',
  rail: 'text',
  memo: 'text',
  comment: 'text',
  metadata_url: 'text',
  routing: 'text',
  metadata_rank: 'text',
} as const

const WORDS = {
  ours: 'boolean',
  show_id: 'integer',
  episode_id: 'uuid',
  named_episode_id: 'uuid',
  supporter_id: 'uuid',
  action: 'text',
  given_action: 'text',
  app: 'text',
  sender_name: 'text',
  sender_id: 'text',
  recipient: 'text',
  message: 'text',
  position_s: 'integer',
  claimed_msat: 'bigint',
  link: 'text',
  remote: 'boolean',
  played_in: 'text',
  has_metadata: 'boolean',
  shared_key: 'uuid',
  uuid_key: 'uuid',
  content_key: 'uuid',
  cadence_key: 'uuid',
  refund_ref: 'text',
  set_aside: 'boolean',
  set_aside_rule_id: 'uuid',
  needs_look: 'text',
} as const

/** The statement that inserts payments with what their words come to. */
export function insertionOfPayments(news: readonly NewPayment[]): RawBuilder<unknown> {
  return insertionOf(
    'payments',
    { ...FACTS, ...WORDS, boost_id: 'uuid' },
    news.map(({ payment, composed }) => ({
      ...factsOf(payment),
      ...composed,
      needs_look: bothReasons(composed, payment),
      boost_id: payment.boost_id,
    })),
  )
}

/** What stored payments say, with the words that are to be written of each. */
export type Words = Composed & { id: string }

/** Writes what stored payments gained or had corrected, and their words where these come from something else now. */
export async function updatePayments(
  trx: Transaction<DB>,
  changed: Iterable<KnownPayment>,
  composed: ReadonlyMap<KnownPayment, Composed>,
): Promise<void> {
  const payments = [...changed]
  await updateFacts(trx, payments)
  const words = payments.flatMap((payment) => {
    const said = composed.get(payment)
    if (!said) return []
    const needs_look = payment.corrected ? payment.needs_look : bothReasons(said, payment)
    return [{ ...said, id: payment.id, needs_look }]
  })
  await updateWords(trx, words)
}

/** Writes the facts of stored payments, and that they contradict another where they do. */
export async function updateFacts(trx: Transaction<DB>, payments: readonly KnownPayment[]): Promise<void> {
  if (payments.length === 0) return
  const facts = payments.map((payment) => ({
    ...factsOf(payment),
    in_conflict: payment.needs_look?.includes(CONFLICT) ?? false,
  }))
  const columns = Object.keys(FACTS).filter((name) => name !== 'id')
  await sql`
    update payments set ${takeAll(columns)}, needs_look = case
      when told.in_conflict and payments.needs_look is null then ${CONFLICT}
      when told.in_conflict and strpos(payments.needs_look, ${CONFLICT}) = 0 then payments.needs_look || ' ' || ${CONFLICT}
      else payments.needs_look end
    from ${recordset(facts, { ...FACTS, in_conflict: 'boolean' })}
    where payments.id = told.id`.execute(trx)
}

/** Writes words of stored payments. Those that a host corrected only have their blanks filled, and are set aside or not. */
export async function updateWords(trx: Transaction<DB>, words: readonly Words[]): Promise<void> {
  if (words.length === 0) return
  const shape = { id: 'uuid', ...WORDS }
  await sql`
    update payments set ${takeAll(DECIDED)},
      ${sql.join(BLANKS.map((name) => sql`${sql.ref(name)} = coalesce(payments.${sql.ref(name)}, told.${sql.ref(name)})`))}
    from ${recordset(words, shape)}
    where payments.id = told.id and payments.corrected_at is not null`.execute(trx)
  await sql`
    update payments set ${takeAll(Object.keys(WORDS))},
      boost_id = case when told.show_id is null or told.action = 'stream' then null else payments.boost_id end
    from ${recordset(words, shape)}
    where payments.id = told.id and payments.corrected_at is null`.execute(trx)
}

/** What is decided also of words that a host corrected. */
export const DECIDED: readonly string[] = ['set_aside', 'set_aside_rule_id', 'needs_look']

/** What late metadata may still fill of words that a host corrected. */
export const BLANKS = [
  'episode_id',
  'supporter_id',
  'app',
  'sender_name',
  'message',
  'position_s',
  'claimed_msat',
  'link',
] as const satisfies (keyof Composed)[]

function takeAll(names: readonly string[]) {
  return sql.join(names.map((name) => sql`${sql.ref(name)} = told.${sql.ref(name)}`))
}

function recordset(rows: readonly object[], columns: Record<string, string>) {
  const shape = Object.entries(columns).map(([name, type]) => `${name} ${type}`)
  return sql`json_to_recordset(${JSON.stringify(rows)}::json) as told(${sql.raw(shape.join(', '))})`
}

/** Why it is to be looked at, also for what it contradicts. */
export function bothReasons(composed: Composed, payment: KnownPayment): string | null {
  const conflict = payment.needs_look?.includes(CONFLICT) ? CONFLICT : null
  return [composed.needs_look, conflict].filter(Boolean).join(' ') || null
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
    fee_exactness: payment.fee_exactness,
    fiat_amount_minor: payment.fiat_amount_minor,
    fiat_fee_minor: payment.fiat_fee_minor,
    fiat_currency: payment.fiat_currency,
    price_amount_minor: payment.price_amount_minor,
    price_currency: payment.price_currency,
    rail: payment.rail,
    memo: payment.memo,
    comment: payment.comment,
    metadata_url: payment.metadata_url,
    routing: payment.routing,
    metadata_rank: payment.metadata_rank,
  }
}

function bytes(hex: string | null): string | null {
  return hex === null ? null : `\\x${hex}`
}
