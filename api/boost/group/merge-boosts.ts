import type { Transaction } from 'kysely'
import { addAlias } from '#api/alias/add-alias.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Makes one boost the alias of another, which it went up in; reads, links and marks follow it there.
 * @param id the boost that ends; its payments are elsewhere already, or set aside and go along
 * @param into the boost that survives
 */
export async function mergeBoosts(trx: Transaction<DB>, id: string, into: string): Promise<void> {
  await trx.updateTable('payments').set({ boost_id: into }).where('boost_id', '=', id).execute()
  // Before it is deleted, which would take its own aliases along.
  await addAlias(trx, 'boost', id, into)
  await trx.deleteFrom('boosts').where('id', '=', id).execute()
}
