import { sql, type Transaction } from 'kysely'
import { findBoostId } from '#api/alias/alias.ts'
import { lockPayments } from '#api/boost/correct/lock-payments.ts'
import { orNotFound } from '#api/errors.ts'
import { anyOf } from '#db/query/any-of.ts'
import type { Boost } from '#db/schema/boost.ts'
import type { DB } from '#db/schema/index.ts'
import type { Payment } from '#db/schema/payment.ts'

export type HeldPayment = Pick<Payment, 'id' | 'boost_id' | 'set_aside' | 'refund_of' | 'refund_ref'>
export type HeldBoost = { boost: Boost; payments: HeldPayment[] }

/**
 * Finds boosts by any id they have had and keeps everyone else off them until the end of the transaction.
 * @returns each once, in the order asked for
 * @throws AppError not-found
 */
export async function holdBoosts(trx: Transaction<DB>, ids: readonly string[]): Promise<HeldBoost[]> {
  const before = await findAll(trx, ids)
  await lockPayments(
    trx,
    (await paymentsOf(trx, before)).map((payment) => payment.id),
  )
  // While we waited they may have gone elsewhere.
  const now = await findAll(trx, ids)
  const boosts = await trx
    .selectFrom('boosts')
    .selectAll()
    .where('id', '=', anyOf(now))
    .orderBy('id')
    .forUpdate()
    .execute()
  const payments = await paymentsOf(trx, now)
  return now.map((id) => ({
    boost: orNotFound(
      boosts.find((boost) => boost.id === id),
      'boost with this id',
    ),
    payments: payments.filter((payment) => payment.boost_id === id),
  }))
}

/**
 * Keeps payments where a host split or joined them: they are never regrouped, and those of a boost that was put right say what it
 * says, also the ones that came to it later.
 */
export async function pinPayments(trx: Transaction<DB>, held: readonly HeldBoost[]): Promise<void> {
  for (const { boost, payments } of held) {
    if (payments.length === 0) continue
    const corrected_at = boost.corrected_at
      ? sql<Date>`coalesce(corrected_at, now())`
      : sql<Date>`corrected_at`
    await trx
      .updateTable('payments')
      .set({ pinned: true, corrected_at })
      .where('boost_id', '=', boost.id)
      .execute()
  }
}

async function findAll(trx: Transaction<DB>, ids: readonly string[]): Promise<string[]> {
  const found = new Set<string>()
  for (const id of ids) found.add(orNotFound(await findBoostId(trx, id), `boost with the id ${id}`))
  return [...found]
}

async function paymentsOf(trx: Transaction<DB>, boostIds: readonly string[]): Promise<HeldPayment[]> {
  return await trx
    .selectFrom('payments')
    .select(['id', 'boost_id', 'set_aside', 'refund_of', 'refund_ref'])
    .where('boost_id', '=', anyOf(boostIds))
    .execute()
}
