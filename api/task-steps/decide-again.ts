import { type RawBuilder, sql, type Transaction } from 'kysely'
import { refreshPayments } from '#api/intake/refresh-payments.ts'
import { candidatesOf, matchesRule } from '#api/payment/match-rule.ts'
import { BATCH } from '#db/query/batch.ts'
import type { DB } from '#db/schema/index.ts'
import type { PaymentPlace, TaskOf } from '#db/schema/task.ts'

/** How many memos are compared with a rule in one step, at most. */
const SCANNED = 10 * BATCH

/**
 * Decides again whose a batch of payments is, after a rule or a wallet changed: those of the wallet, or those that the rule is
 * about. A rule that was taken back goes when the last of them is decided.
 */
export async function decidePaymentsAgain(
  trx: Transaction<DB>,
  work: TaskOf<'decide-again'>,
): Promise<TaskOf<'decide-again'> | null> {
  const { rule, wallet, after } = work
  const batch =
    rule === null
      ? await nextOf(trx, sql<boolean>`wallet_id = ${wallet}`, after)
      : await nextOfRule(trx, rule, after)
  await refreshPayments(trx, batch.ids)
  if (batch.next) return { ...work, after: batch.next }
  if (rule !== null)
    await trx.deleteFrom('rules').where('id', '=', rule).where('ended_at', 'is not', null).execute()
  return null
}

/** Decides again a batch of a show's payments, after it was set aside or came back. */
export async function setAsideShow(
  trx: Transaction<DB>,
  work: TaskOf<'set-aside-show'>,
): Promise<TaskOf<'set-aside-show'> | null> {
  const batch = await nextOf(trx, sql<boolean>`show_id = ${work.show}`, work.after)
  await refreshPayments(trx, batch.ids)
  return batch.next && { ...work, after: batch.next }
}

type Batch = {
  ids: string[]
  /** Where to go on; null at the end. */
  next: PaymentPlace | null
}

async function nextOf(
  trx: Transaction<DB>,
  about: RawBuilder<boolean>,
  after: PaymentPlace | null,
): Promise<Batch> {
  const rows = await paymentsAfter(trx, about, after, BATCH)
  return { ids: rows.map(({ id }) => id), next: rows.length < BATCH ? null : placeOf(rows.at(-1)) }
}

/** Those that it is about by now, and those that it set aside when their memo was another. */
async function nextOfRule(trx: Transaction<DB>, id: string, after: PaymentPlace | null): Promise<Batch> {
  const rule = await trx.selectFrom('rules').selectAll().where('id', '=', id).executeTakeFirst()
  if (!rule) return { ids: [], next: null }
  const about = sql<boolean>`(${candidatesOf(rule)} or set_aside_rule_id = ${id})`
  const rows = await paymentsAfter(trx, about, after, SCANNED)
  const matching = rows.filter((row) => row.set_aside_rule_id === id || matchesRule(rule, row))
  const batch = matching.slice(0, BATCH)
  const isAll = rows.length < SCANNED && batch.length === matching.length
  const last = batch.length < matching.length ? batch.at(-1) : rows.at(-1)
  return { ids: batch.map((row) => row.id), next: isAll ? null : placeOf(last) }
}

type Candidate = PaymentPlace & Parameters<typeof matchesRule>[1] & { set_aside_rule_id: string | null }

/** Payments in order, the last settled first; what was paid back goes with its payment. */
export async function paymentsAfter(
  trx: Transaction<DB>,
  about: RawBuilder<boolean>,
  after: PaymentPlace | null,
  limit: number,
): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    select id, settled_at::text as at, memo, wallet_id, amount_msat, set_aside_rule_id from payments
    where ${about} and refund_of is null and (settled_at, id) < (
      coalesce(${after?.at ?? null}::timestamptz, 'infinity'),
      coalesce(${after?.id ?? null}::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
    order by settled_at desc, id desc limit ${limit}`.execute(trx)
  return rows
}

export function placeOf(row: PaymentPlace | undefined): PaymentPlace | null {
  return row ? { at: row.at, id: row.id } : null
}
