import { randomUUIDv7 } from 'node:crypto'
import { type Kysely, sql, type Transaction } from 'kysely'
import { findPaymentId } from '#api/alias/alias.ts'
import { correct } from '#api/boost/correct/correct.ts'
import { type HeldBoost, type HeldPayment, holdBoosts, pinPayments } from '#api/boost/correct/lock-boosts.ts'
import { readBoostDetail } from '#api/boost/detail/read-boost.ts'
import { regroup } from '#api/boost/group/regroup.ts'
import type { BoostDetailJson } from '#api/contract/boost.ts'
import { AppError } from '#api/errors.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Takes payments out of a boost, as a boost of their own. Neither is regrouped from then on.
 * @returns the new boost
 * @throws AppError not-found, conflict where a payment is not the boost's (any more), unprocessable where one of the two would
 *   have no payment
 */
export async function splitBoost(
  db: Kysely<DB>,
  id: string,
  paymentIds: readonly string[],
): Promise<BoostDetailJson> {
  return await correct(db, async (trx) => {
    const [held] = await holdBoosts(trx, [id])
    if (!held) throw new Error('A boost was found and is not there')
    const out = await choosePayments(trx, held, paymentIds)
    const made = await beginBoost(trx, held)
    const ids = held.payments.map((payment) => payment.id)
    await pinPayments(trx, [held])
    await trx
      .updateTable('payments')
      .set({ boost_id: made })
      .where(
        'id',
        'in',
        out.map((payment) => payment.id),
      )
      .execute()
    await regroup(trx, { payment_ids: ids })
    return await readBoostDetail(trx, made)
  })
}

/** The payments to take out, with what was paid back of them. */
async function choosePayments(trx: Transaction<DB>, { payments }: HeldBoost, asked: readonly string[]) {
  const wanted = new Set<string>()
  for (const id of asked) {
    const own = await findPaymentId(trx, id)
    if (own === null || !payments.some((payment) => payment.id === own))
      throw new AppError('conflict', `The payment ${id} is not one of this boost’s.`)
    wanted.add(own)
  }
  const isOut = (payment: HeldPayment) =>
    payment.refund_of === null ? wanted.has(payment.id) : wanted.has(payment.refund_of)
  const out = payments.filter(isOut)
  if (!out.some(counts))
    throw new AppError(
      'unprocessable',
      'Choose at least one payment that is neither set aside nor money paid back.',
    )
  if (!payments.some((payment) => !isOut(payment) && counts(payment)))
    throw new AppError('unprocessable', 'At least one payment has to stay.')
  return out
}

function counts({ set_aside, refund_ref }: HeldPayment): boolean {
  return !set_aside && refund_ref === null
}

/** An empty boost, which regrouping makes what its payments say. */
async function beginBoost(trx: Transaction<DB>, { boost }: HeldBoost): Promise<string> {
  const id = randomUUIDv7()
  await trx
    .insertInto('boosts')
    .values({
      id,
      action: boost.action,
      show_id: boost.show_id,
      received_msat: 0,
      counted_msat: 0,
      claim: 'unknown',
      payment_count: 0,
      sent_at: boost.sent_at,
      hidden: boost.hidden,
      updated_at: sql`now()`,
    })
    .execute()
  return id
}
