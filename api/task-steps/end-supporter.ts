import { sql, type Transaction } from 'kysely'
import { refreshNames } from '#api/supporter/refresh-names.ts'
import { forgetInSegments } from '#api/task-steps/forget-in-segments.ts'
import { BATCH } from '#db/query/batch.ts'
import type { DB } from '#db/schema/index.ts'
import type { SupporterMove } from '#db/schema/task.ts'

/** Ends a supporter whose payments have all gone to another, or to nobody. @returns false where something is left */
export async function endSupporter(
  trx: Transaction<DB>,
  { from, forget }: SupporterMove,
  to: string | null,
): Promise<boolean> {
  // Nobody can be given what is being ended.
  await sql`select from supporters where id = ${from} for update`.execute(trx)
  const boosts = await sql`
    update boosts set supporter_id = ${to}, updated_at = now()${sql.raw(forget ? ', sender_name = null, difference = null' : '')}
    where id in (select id from boosts where supporter_id = ${from} limit ${BATCH})
    returning id`.execute(trx)
  const payments = await sql`select from payments where supporter_id = ${from} limit 1`.execute(trx)
  if (boosts.rows.length === BATCH || payments.rows.length > 0) return false
  if (forget) await forgetInSegments(trx, from)
  await trx.deleteFrom('supporters').where('id', '=', from).execute()
  if (to !== null) await refreshNames(trx, [to])
  return true
}
