import type { Transaction } from 'kysely'
import type { DB } from '#db/schema/index.ts'

/** Locks a show and has the feed of changes say that it changed: open pages and kept copies of every process hear of it. */
export async function touchShow(trx: Transaction<DB>, showId: number): Promise<void> {
  await trx
    .updateTable('shows')
    .set((show) => ({ is_public: show.ref('is_public') }))
    .where('id', '=', showId)
    .execute()
}
