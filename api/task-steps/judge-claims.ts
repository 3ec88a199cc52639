import type { Transaction } from 'kysely'
import { refreshBoosts } from '#api/boost/group/regroup.ts'
import type { DB } from '#db/schema/index.ts'
import type { TaskOf } from '#db/schema/task.ts'

/** A boost has few payments, so that these stay within a transaction's measure. */
const BOOSTS = 250
/** Before every id. */
const NIL = '00000000-0000-0000-0000-000000000000'

/** Judges a batch of a show's open claims by the shares that are known now; verdicts once given stay. */
export async function judgeClaims(
  trx: Transaction<DB>,
  work: TaskOf<'judge-claims'>,
): Promise<TaskOf<'judge-claims'> | null> {
  const rows = await trx
    .selectFrom('boosts')
    .select('id')
    .where('show_id', '=', work.show)
    .where('claim_shares', 'is', null)
    .where('claimed_msat', 'is not', null)
    .where('id', '>', work.after ?? NIL)
    .orderBy('id')
    .limit(BOOSTS)
    .execute()
  await refreshBoosts(
    trx,
    rows.map((row) => row.id),
  )
  const last = rows.at(-1)
  return last && rows.length === BOOSTS ? { ...work, after: last.id } : null
}
