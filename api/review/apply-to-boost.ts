import { sql, type Transaction } from 'kysely'
import type { Details } from '#api/review/resolve-patch.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Lets the boost of a payment say what a host gave the payment, and keep it: the words of a boost are one, so its other payments
 * follow.
 */
export async function applyToBoost(trx: Transaction<DB>, paymentId: string, details: Details): Promise<void> {
  const { show_id: _, action: __, given_action: ___, ...said } = details
  const columns = Object.keys(said)
  if (columns.length === 0) return
  const boost = await trx
    .selectFrom('boosts')
    .select(['id', 'corrected_columns'])
    .where('id', 'in', trx.selectFrom('payments').select('boost_id').where('id', '=', paymentId))
    .executeTakeFirst()
  if (!boost) return
  await trx
    .updateTable('boosts')
    .set({
      ...said,
      corrected_columns: [...new Set([...boost.corrected_columns, ...columns])],
      corrected_at: sql`now()`,
      updated_at: sql`now()`,
    })
    .where('id', '=', boost.id)
    .execute()
  const { episode_id, supporter_id } = said
  const shared = {
    ...(episode_id === undefined ? {} : { episode_id }),
    ...(supporter_id === undefined ? {} : { supporter_id }),
  }
  if (Object.keys(shared).length > 0)
    await trx.updateTable('payments').set(shared).where('boost_id', '=', boost.id).execute()
}
