import type { Transaction } from 'kysely'
import type { DB } from '#db/schema/index.ts'

/**
 * Makes one boost the alias of another, which it went up in; reads, links and marks follow it there.
 * @param id the boost that ends; its payments are elsewhere already, or set aside and go along
 * @param into the boost that survives
 */
export async function mergeBoosts(trx: Transaction<DB>, id: string, into: string): Promise<void> {
  await trx.updateTable('payments').set({ boost_id: into }).where('boost_id', '=', id).execute()
  await trx.updateTable('boost_aliases').set({ boost_id: into }).where('boost_id', '=', id).execute()
  await trx.deleteFrom('boosts').where('id', '=', id).execute()
  await trx.insertInto('boost_aliases').values({ id, boost_id: into }).execute()
}
