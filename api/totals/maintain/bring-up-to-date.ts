import type { Kysely, Transaction } from 'kysely'
import { mendParts } from '#api/totals/cell/build-parts.ts'
import { makeShow } from '#api/totals/cell/build-show.ts'
import { lockShows } from '#api/totals/cell/lock-shows.ts'
import { applyChanges, attempt, markBroken } from '#api/totals/maintain/apply-changes.ts'
import { readPending, readShowState } from '#api/totals/maintain/pending.ts'
import type { DB } from '#db/schema/index.ts'

/** From so many changes on, a show is made anew as a whole. */
const MANY = 5_000

/** Brings a show's cells up to all that is committed, ahead of the job, where they are not: its list is read at the same time. */
export async function bringUpToDate(db: Kysely<DB>, showId: number): Promise<void> {
  const state = await readShowState(db, showId)
  if (state && !state.behind) return
  await db.transaction().execute(async (trx) => {
    const [show] = await lockShows(trx, [showId])
    if (!show) return
    await mendParts(trx, [show])
    const { changes, position } = await readPending(trx, showId, MANY)
    if (show.stale || changes.length === MANY) await makeOrMark(trx, showId)
    else await applyChanges(trx, changes)
    await trx.updateTable('totals_shows').set(position).where('show_id', '=', showId).execute()
  })
}

/** Makes a locked show's cells anew; where that cannot be, says so in its row. */
export async function makeOrMark(trx: Transaction<DB>, showId: number): Promise<void> {
  if (!(await attempt(trx, () => makeShow(trx, showId)))) await markBroken(trx, showId)
}
