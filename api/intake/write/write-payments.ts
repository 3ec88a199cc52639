import { type RawBuilder, sql, type Transaction } from 'kysely'
import type { KnownPayment } from '#api/intake/match/known-payment.ts'
import { asRow, DETAILS, type Details, FACTS } from '#api/intake/write/payment-columns.ts'
import { CONFLICT } from '#api/payment/belonging.ts'
import { LATE_DETAILS } from '#api/payment/boost-details.ts'
import { insertionOf, rowsAs, takeColumns } from '#db/query/insert-rows.ts'
import type { DB } from '#db/schema/index.ts'

export type NewPayment = { payment: KnownPayment; composed: Details }

/** The statement that inserts payments with what their words come to. */
export function insertionOfPayments(added: readonly NewPayment[]): RawBuilder<unknown> {
  return insertionOf(
    'payments',
    [...FACTS, ...DETAILS, 'boost_id'],
    added.map(({ payment, composed }) => ({
      ...rowOf(payment),
      ...composed,
      needs_look: bothReasons(composed, payment),
      boost_id: payment.boost_id,
    })),
  )
}

/** What stored payments say, with the words that are to be written of each. */
export type StoredDetails = Details & { id: string }

/** Writes what stored payments gained or had corrected, and their words where these come from something else now. */
export async function updatePayments(
  trx: Transaction<DB>,
  changed: Iterable<KnownPayment>,
  composed: ReadonlyMap<KnownPayment, Details>,
): Promise<void> {
  const payments = [...changed]
  await updateFacts(trx, payments)
  const details = payments.flatMap((payment) => {
    const said = composed.get(payment)
    if (!said) return []
    const needs_look = payment.corrected ? payment.needs_look : bothReasons(said, payment)
    return [{ ...said, id: payment.id, needs_look }]
  })
  await updateDetails(trx, details)
}

/** Writes the facts of stored payments, and that they contradict another where they do. */
export async function updateFacts(trx: Transaction<DB>, payments: readonly KnownPayment[]): Promise<void> {
  if (payments.length === 0) return
  const facts = payments.map((payment) => ({
    ...rowOf(payment),
    needs_look: payment.needs_look?.includes(CONFLICT) ? CONFLICT : null,
  }))
  const columns = FACTS.filter((name) => name !== 'id')
  await sql`
    update payments set ${takeColumns(columns, 'told')}, needs_look = case
      when payments.needs_look is null then told.needs_look
      when strpos(payments.needs_look, told.needs_look) = 0 then payments.needs_look || ' ' || told.needs_look
      else payments.needs_look end
    from ${rowsAs('payments', facts)} told
    where payments.id = told.id`.execute(trx)
}

/** Writes words of stored payments. Those that a host corrected only have their blanks filled, and are set aside or not. */
export async function updateDetails(trx: Transaction<DB>, details: readonly StoredDetails[]): Promise<void> {
  if (details.length === 0) return
  const described = sql`${rowsAs('payments', details)} told`
  await sql`
    update payments set ${takeColumns(DECIDED, 'told')},
      ${sql.join(LATE_DETAILS.map((name) => sql`${sql.ref(name)} = coalesce(payments.${sql.ref(name)}, told.${sql.ref(name)})`))}
    from ${described}
    where payments.id = told.id and payments.corrected_at is not null`.execute(trx)
  await sql`
    update payments set ${takeColumns(DETAILS, 'told')},
      boost_id = case when told.show_id is null or told.action = 'stream' then null else payments.boost_id end
    from ${described}
    where payments.id = told.id and payments.corrected_at is null`.execute(trx)
}

/** What is decided also of words that a host corrected. */
export const DECIDED: readonly string[] = ['set_aside', 'set_aside_rule_id', 'needs_look']

/** Why it is to be looked at, also for what it contradicts. */
export function bothReasons(composed: Details, payment: KnownPayment): string | null {
  const conflict = payment.needs_look?.includes(CONFLICT) ? CONFLICT : null
  return [composed.needs_look, conflict].filter(Boolean).join(' ') || null
}

/** Its metadata is written with the sightings. */
function rowOf({ metadata, ...payment }: KnownPayment) {
  return asRow(payment)
}
