import { sql, type Transaction } from 'kysely'
import { lockPayments } from '#api/boost/correct/lock-payments.ts'
import { regroup } from '#api/boost/group/regroup.ts'
import { rekeyPayments } from '#api/boost/group/rekey-payments.ts'
import { refreshPayments } from '#api/intake/refresh-payments.ts'
import { carrySegments } from '#api/task-steps/carry-segments.ts'
import { anyOf } from '#db/query/any-of.ts'
import { BATCH } from '#db/query/batch.ts'
import type { DB } from '#db/schema/index.ts'
import type { TaskOf } from '#db/schema/task.ts'

/** Moves a batch of a merged show's payments, with their boosts, to the show that survives; ends the show when none is left. */
export async function moveShow(
  trx: Transaction<DB>,
  work: TaskOf<'move-show'>,
): Promise<TaskOf<'move-show'> | null> {
  const ids = await wholeBoosts(trx, work.from)
  await lockPayments(trx, ids)
  const into = await trx
    .selectFrom('shows')
    .select('id')
    .where('id', '=', work.to)
    .forShare()
    .executeTakeFirst()
  if (!into) return null
  if (ids.length === 0) return (await endShow(trx, work)) ? null : work
  await trx
    .updateTable('payments')
    .set({ show_id: into.id })
    .where('id', '=', anyOf(ids))
    .where('show_id', '=', work.from)
    .execute()
  const boosts = await trx
    .updateTable('boosts')
    .set({ show_id: into.id, updated_at: sql`now()` })
    .where('show_id', '=', work.from)
    .where('id', 'in', (moved) =>
      moved.selectFrom('payments').select('boost_id').where('id', '=', anyOf(ids)),
    )
    .returning('id')
    .execute()
  // With what is claimed of them, so that who follows their changes matches both in the new show.
  await trx
    .updateTable('claims')
    .set({ show_id: into.id })
    .where('boost_id', '=', anyOf(boosts.map(({ id }) => id)))
    .execute()
  await rekeyPayments(trx, ids)
  await refreshPayments(trx, ids)
  await regroup(trx, { payment_ids: ids })
  return work
}

/** About a batch of the show's payments, no boost of them cut in two: its halves would not find each other for a while. */
async function wholeBoosts(trx: Transaction<DB>, showId: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with batch as (
      select id, boost_id from payments where show_id = ${showId} order by settled_at desc, id desc limit ${BATCH - 200})
    select id from batch
    union
    select id from payments where boost_id in (select boost_id from batch)`.execute(trx)
  return rows.map((row) => row.id)
}

/** Ends a show that has no payments any more. @returns false where it has meanwhile got some */
async function endShow(trx: Transaction<DB>, { from, to }: TaskOf<'move-show'>): Promise<boolean> {
  await trx.selectFrom('shows').select('id').where('id', '=', from).forUpdate().execute()
  // Boosts whose payments are gone, if any; and what was named under the show in the meantime.
  await trx.updateTable('boosts').set({ show_id: to }).where('show_id', '=', from).execute()
  await trx.updateTable('claims').set({ show_id: to }).where('show_id', '=', from).execute()
  const payment = await trx
    .selectFrom('payments')
    .select('id')
    .where('show_id', '=', from)
    .limit(1)
    .executeTakeFirst()
  if (payment) return false
  await carrySegments(trx, from, to)
  // Each by itself, so that the feed of changes tells of it wherever the tables lie; the rest goes with the show.
  await trx.deleteFrom('show_supporters').where('show_id', '=', from).execute()
  await trx.deleteFrom('episodes').where('show_id', '=', from).execute()
  await trx.deleteFrom('shows').where('id', '=', from).execute()
  return true
}
