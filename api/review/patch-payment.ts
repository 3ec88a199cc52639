import { type Kysely, sql, type Transaction } from 'kysely'
import { findPaymentId } from '#api/alias/alias.ts'
import { correct } from '#api/boost/correct/correct.ts'
import { lockPayments } from '#api/boost/correct/lock-payments.ts'
import { regroup } from '#api/boost/group/regroup.ts'
import type { PaymentJson, PaymentPatch } from '#api/contract/payment.ts'
import { orNotFound } from '#api/errors.ts'
import { reasonToLook } from '#api/intake/refresh-payments.ts'
import { readPayment } from '#api/payment/read-payment.ts'
import { setAsideAgain } from '#api/payment/set-aside-again.ts'
import { applyToBoost } from '#api/review/apply-to-boost.ts'
import { reasonAfter } from '#api/review/reason-to-review.ts'
import { type Details, resolvePatch } from '#api/review/resolve-patch.ts'
import { writeGroupingKeys } from '#api/review/write-grouping-keys.ts'
import { refreshNames } from '#api/supporter/refresh-names.ts'
import type { DB } from '#db/schema/index.ts'
import type { Payment } from '#db/schema/payment.ts'

/**
 * Attaches a payment to a show by hand, sets it aside or back, or says that it was looked at. Boosts follow.
 * @returns the payment as it was, and as it is
 * @throws AppError not-found, unprocessable
 */
export async function patchPayment(
  db: Kysely<DB>,
  id: string,
  patch: PaymentPatch,
): Promise<{ before: PaymentJson; after: PaymentJson }> {
  return await correct(db, async (trx) => {
    const payment = await holdPayment(trx, id)
    const before = await readPayment(trx, payment.id)
    const details = await resolvePatch(trx, payment, patch)
    const aside = patch.set_aside === undefined ? null : await setAside(trx, payment, patch.set_aside)
    const formerBoosts = Object.keys(details).length > 0 ? await say(trx, payment, details) : []
    await trx
      .updateTable('payments')
      .set({ needs_look: reasonAfter(payment, patch, aside) })
      .where('id', '=', payment.id)
      .execute()
    await regroup(trx, { payment_ids: [payment.id], formerBoosts, before: [payment] })
    if (Object.keys(details).length > 0) await applyToBoost(trx, payment.id, details)
    await refreshNames(
      trx,
      [payment.supporter_id, details.supporter_id].flatMap((each) => each ?? []),
    )
    return { before, after: await readPayment(trx, payment.id) }
  })
}

async function holdPayment(trx: Transaction<DB>, asked: string): Promise<Payment> {
  const find = async () => orNotFound(await findPaymentId(trx, asked), 'payment with this id')
  await lockPayments(trx, [await find()])
  const row = await trx
    .selectFrom('payments')
    .selectAll()
    .where('id', '=', await find())
    .forUpdate()
    .executeTakeFirst()
  return orNotFound(row, 'payment with this id')
}

/** Money paid back goes with its payment. @returns why it is to be looked at when it comes back */
async function setAside(trx: Transaction<DB>, payment: Payment, aside: boolean): Promise<string | null> {
  await trx
    .updateTable('payments')
    .set({ set_aside: aside, set_aside_by_hand: true, set_aside_rule_id: null })
    .where((where) => where.or([where('id', '=', payment.id), where('refund_of', '=', payment.id)]))
    .execute()
  return aside ? null : await reasonToLook(trx, payment.id)
}

/** Writes the words. @returns the boost that the payment leaves by them */
async function say(trx: Transaction<DB>, payment: Payment, details: Details): Promise<string[]> {
  const said = { ...payment, ...details }
  const isHome = said.show_id !== null && said.action !== 'stream' && !(await leavesMates(trx, payment, said))
  await trx
    .updateTable('payments')
    .set({
      ...details,
      ours: said.show_id === null ? payment.ours : true,
      corrected_at: sql`now()`,
      ...(isHome ? {} : { boost_id: null, pinned: false }),
    })
    .where('id', '=', payment.id)
    .execute()
  if (said.show_id !== payment.show_id) await setAsideAgain(trx, [payment.id])
  if (isHome && payment.boost_id !== null && said.show_id !== null && said.show_id !== payment.show_id)
    await trx
      .updateTable('boosts')
      .set({ show_id: said.show_id, claim_shares: null, updated_at: sql`now()` })
      .where('id', '=', payment.boost_id)
      .execute()
  const isKeyed = payment.shared_key ?? payment.uuid_key ?? payment.content_key
  const isElse = said.show_id !== payment.show_id || said.action !== payment.action
  if (isElse || !payment.has_metadata || !isKeyed) await writeGroupingKeys(trx, said)
  return !isHome && payment.boost_id ? [payment.boost_id] : []
}

/** Whether it goes to another show, and others of its boost stay. */
async function leavesMates(trx: Transaction<DB>, payment: Payment, said: Payment): Promise<boolean> {
  if (payment.boost_id === null || said.show_id === payment.show_id) return false
  const mate = await trx
    .selectFrom('payments')
    .select('id')
    .where('boost_id', '=', payment.boost_id)
    .where('id', '<>', payment.id)
    .where('refund_ref', 'is', null)
    .executeTakeFirst()
  return mate !== undefined
}
