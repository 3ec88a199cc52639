import type { Kysely } from 'kysely'
import { makeStaleShows } from '#api/totals/maintain/build-stale-shows.ts'
import { dropOrphans } from '#api/totals/maintain/drop-orphans.ts'
import { startAnew } from '#api/totals/maintain/follow-feed.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Builds the totals from the payments alone, show by show, each beside its old cells until it is whole. Intake and readers wait for nothing. Cut
 * off, the job goes on with it.
 */
export async function rebuildTotals(db: Kysely<DB>, signal: AbortSignal): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx.selectFrom('totals_state').select('read_to').forUpdate().execute()
    await startAnew(trx)
    await dropOrphans(trx)
  })
  await makeStaleShows(db, signal)
}
