import { sql, type Transaction } from 'kysely'
import { lockNeighbourhoods, regroup } from '#api/boost/group/regroup.ts'
import { BATCH } from '#db/query/batch.ts'
import type { DB } from '#db/schema/index.ts'
import type { TaskOf } from '#db/schema/task.ts'

/**
 * Sets a batch of a show's payments aside, or lets those come back that only the show's own state had set aside: neither a
 * host's hand nor a rule.
 */
export async function setAsideShow(
  trx: Transaction<DB>,
  work: TaskOf<'set-aside-show'>,
): Promise<TaskOf<'set-aside-show'> | null> {
  // Held, so that what is done follows what was last decided.
  const show = await trx
    .selectFrom('shows')
    .select('status')
    .where('id', '=', work.show)
    .forShare()
    .executeTakeFirst()
  if (!show) return null
  const aside = show.status === 'set_aside'
  const { rows } = await sql<{ id: string; at: string }>`
    select id, settled_at::text as at from payments
    where show_id = ${work.show} and (settled_at, id) < (
      coalesce(${work.after?.at ?? null}::timestamptz, 'infinity'),
      coalesce(${work.after?.id ?? null}::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
    order by settled_at desc, id desc limit ${BATCH}`.execute(trx)
  const ids = rows.map((row) => row.id)
  await lockNeighbourhoods(trx, ids)
  const moved = await sql<{ id: string }>`
    update payments set set_aside = ${aside}
    where id = any(${ids}::uuid[]) and set_aside <> ${aside} and not set_aside_by_hand and set_aside_rule_id is null
    returning id`.execute(trx)
  await regroup(trx, { payment_ids: moved.rows.map((row) => row.id) })
  const last = rows.at(-1)
  return last && rows.length === BATCH ? { ...work, after: { at: last.at, id: last.id } } : null
}
