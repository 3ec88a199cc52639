import type { Kysely } from 'kysely'
import { lockShows } from '#api/totals/cell/lock-shows.ts'
import { makeOrMark } from '#api/totals/maintain/bring-up-to-date.ts'
import { announce } from '#api/totals/maintain/follow-feed.ts'
import type { DB } from '#db/schema/index.ts'

/** So many shows are made at the same time. */
const AT_ONCE = 2

/** Makes all shows anew that are marked for it, each in a transaction of its own; readers see the old cells until then. */
export async function makeStaleShows(db: Kysely<DB>, signal: AbortSignal): Promise<void> {
  const waiting = await db
    .selectFrom('totals_shows')
    .select('show_id')
    .where('stale', '=', true)
    .where('error', 'is', null)
    .orderBy('show_id')
    .execute()
  const work = async () => {
    for (let next = waiting.shift(); next && !signal.aborted; next = waiting.shift())
      await makeStaleShow(db, next.show_id)
  }
  const ends = await Promise.allSettled(Array.from({ length: Math.min(AT_ONCE, waiting.length) }, work))
  for (const end of ends) if (end.status === 'rejected') throw end.reason
}

async function makeStaleShow(db: Kysely<DB>, showId: number): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const [show] = await lockShows(trx, [showId])
    if (!show?.stale) return
    await makeOrMark(trx, showId)
    await announce(trx, [showId])
  })
}
