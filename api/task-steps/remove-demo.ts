import { sql, type Transaction } from 'kysely'
import { DEMO_PRICES } from '#api/rate/price-at.ts'
import { carrySegments } from '#api/task-steps/carry-segments.ts'
import { anyOf } from '#db/query/any-of.ts'
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
  const batch = await sql<{ id: string }>`
    select id from payments
    where show_id in (select id from shows where demo) or wallet_id in (select id from wallets where demo)
    order by refund_of is null limit ${BATCH}`.execute(trx)
  const ids = batch.rows.map(({ id }) => id)
  await sql`delete from payments where refund_of = any(${ids}::uuid[])`.execute(trx)
  const payments = await sql<{ supporter_id: string | null; boost_id: string | null }>`
    delete from payments where id = any(${ids}::uuid[]) returning supporter_id, boost_id`.execute(trx)
  if (ids.length > 0) {
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
  const merging = await sql<{ id: number; merged_into: number }>`
    select id, merged_into from shows where demo and merged_into is not null`.execute(trx)
  for (const { id, merged_into } of merging.rows) await carrySegments(trx, id, merged_into)
  const shows = sql`(select id from shows where demo or merged_into in (select id from shows where demo))`
  for (const table of ['show_supporters', 'episodes'])
    await sql`delete from ${sql.table(table)} where show_id in ${shows}`.execute(trx)
  await sql`delete from shows where id in ${shows}`.execute(trx)
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
  const { rows } = await sql<{ id: string }>`
    select id from supporters where id = any(${ids}::uuid[])
      and not exists (select from payments where supporter_id = supporters.id)
      and not exists (select from boosts where supporter_id = supporters.id)
      and not exists (select from claims where supporter_id = supporters.id)
    for update`.execute(trx)
  const silent = rows.map(({ id }) => id)
  await trx.deleteFrom('show_supporters').where('supporter_id', '=', anyOf(silent)).execute()
  await trx.deleteFrom('supporters').where('id', '=', anyOf(silent)).execute()
}
