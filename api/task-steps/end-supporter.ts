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
  await trx.selectFrom('supporters').select('id').where('id', '=', from).forUpdate().execute()
  const boosts = await trx
    .updateTable('boosts')
    .set({
      supporter_id: to,
      updated_at: sql`now()`,
      ...(forget ? { sender_name: null, difference: null } : {}),
    })
    .where('id', 'in', (some) =>
      some.selectFrom('boosts').select('id').where('supporter_id', '=', from).limit(BATCH),
    )
    .returning('id')
    .execute()
  await trx
    .updateTable('claims')
    .set({
      supporter_id: to,
      ...(forget ? { sender_name: null, key_kind: null, key: null, raw: 'null' } : {}),
    })
    .where('supporter_id', '=', from)
    .execute()
  const payment = await trx
    .selectFrom('payments')
    .select('id')
    .where('supporter_id', '=', from)
    .limit(1)
    .executeTakeFirst()
  if (boosts.length === BATCH || payment) return false
  if (forget) await forgetInSegments(trx, from)
  // By itself, so that the feed of changes tells of it wherever the tables lie.
  await trx.deleteFrom('show_supporters').where('supporter_id', '=', from).execute()
  await trx.deleteFrom('supporters').where('id', '=', from).execute()
  if (to !== null) await refreshNames(trx, [to])
  return true
}
