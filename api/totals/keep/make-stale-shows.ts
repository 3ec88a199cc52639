import type { Kysely } from 'kysely'
import { lockShows } from '#api/totals/cell/lock-shows.ts'
import { makeOrMark } from '#api/totals/keep/bring-up-to-date.ts'
import { announce } from '#api/totals/keep/follow-feed.ts'
import type { DB } from '#db/schema/index.ts'

/** Makes all shows anew that are marked for it, each in a transaction of its own; readers see the old cells until then. */
export async function makeStaleShows(db: Kysely<DB>, signal: AbortSignal): Promise<void> {
  const rows = await db
    .selectFrom('totals_shows')
    .select('show_id')
    .where('stale', '=', true)
    .where('error', 'is', null)
    .orderBy('show_id')
    .execute()
  for (const { show_id } of rows) {
    if (signal.aborted) return
    await db.transaction().execute(async (trx) => {
      const [show] = await lockShows(trx, [show_id])
      if (!show?.stale) return
      await makeOrMark(trx, show_id)
      await announce(trx, [show_id])
    })
  }
}
