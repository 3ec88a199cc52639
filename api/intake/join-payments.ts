import type { Transaction } from 'kysely'
import { mergeBoosts } from '#api/boost/merge-boosts.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Makes two payments one, when a report shows that the one known by its id only is the one known by its hash: a payment is
 * counted once. The ended one's id stays an alias, and so does its boost's where it held nothing else.
 */
export async function joinPayments(trx: Transaction<DB>, id: string, into: string): Promise<void> {
  const ended = await trx.selectFrom('payments').select('boost_id').where('id', '=', id).executeTakeFirst()
  const survivor = await trx
    .selectFrom('payments')
    .select('boost_id')
    .where('id', '=', into)
    .executeTakeFirst()
  await trx.updateTable('sightings').set({ payment_id: into }).where('payment_id', '=', id).execute()
  await trx.updateTable('payment_aliases').set({ payment_id: into }).where('payment_id', '=', id).execute()
  await trx.updateTable('payments').set({ refund_of: into }).where('refund_of', '=', id).execute()
  await trx.deleteFrom('payments').where('id', '=', id).execute()
  await trx.insertInto('payment_aliases').values({ id, payment_id: into }).execute()
  if (!ended?.boost_id || ended.boost_id === survivor?.boost_id) return
  const left = await trx
    .selectFrom('payments')
    .select('id')
    .where('boost_id', '=', ended.boost_id)
    .limit(1)
    .executeTakeFirst()
  if (left || !survivor?.boost_id) return
  await mergeBoosts(trx, ended.boost_id, survivor.boost_id)
}
