import { sql, type Transaction } from 'kysely'
import { DEMO_PRICES } from '#api/rate/price-at.ts'
import { BATCH } from '#db/query/batch.ts'
import type { DB } from '#db/schema/index.ts'
import type { TaskOf } from '#db/schema/task.ts'

/**
 * Removes a batch of the demo: its payments first, then its boosts, then its shows and wallets with all that hangs on them.
 * Supporters go with their last payment.
 */
export async function removeDemo(
  trx: Transaction<DB>,
  work: TaskOf<'remove-demo'>,
): Promise<TaskOf<'remove-demo'> | null> {
  const payments = await sql<{ supporter_id: string | null; boost_id: string | null }>`
    with batch as (
      select id from payments
      where show_id in (select id from shows where demo) or wallet_id in (select id from wallets where demo)
      order by refund_of is null limit ${BATCH}),
    paid_back as (delete from payments where refund_of in (select id from batch) returning supporter_id)
    delete from payments where id in (select id from batch) returning supporter_id, boost_id`.execute(trx)
  if (payments.rows.length > 0) {
    await removeEmpty(
      trx,
      payments.rows.flatMap((row) => row.boost_id ?? []),
    )
    await removeSilent(
      trx,
      payments.rows.flatMap((row) => row.supporter_id ?? []),
    )
    return work
  }
  await sql`delete from claims where show_id in (select id from shows where demo)`.execute(trx)
  const boosts = await sql<{ supporter_id: string | null }>`
    delete from boosts where id in (
      select id from boosts where show_id in (select id from shows where demo) limit ${BATCH})
    returning supporter_id`.execute(trx)
  if (boosts.rows.length > 0) {
    await removeSilent(
      trx,
      boosts.rows.flatMap((row) => row.supporter_id ?? []),
    )
    return work
  }
  await sql`delete from shows where demo`.execute(trx)
  await sql`delete from wallets where demo`.execute(trx)
  await trx.deleteFrom('rates').where('source', '=', DEMO_PRICES).execute()
  return null
}

/** Boosts of whom nothing is left; of another show too, where a host attached a payment of the demo to it. */
async function removeEmpty(trx: Transaction<DB>, ids: readonly string[]): Promise<void> {
  await sql`
    delete from boosts where id = any(${ids}::uuid[])
      and not exists (select from payments where boost_id = boosts.id)`.execute(trx)
}

/** Supporters of whom nothing is left. */
async function removeSilent(trx: Transaction<DB>, ids: readonly string[]): Promise<void> {
  await sql`
    delete from supporters where id = any(${ids}::uuid[])
      and not exists (select from payments where supporter_id = supporters.id)
      and not exists (select from boosts where supporter_id = supporters.id)
      and not exists (select from claims where supporter_id = supporters.id)`.execute(trx)
}
