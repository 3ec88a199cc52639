import { type Kysely, sql } from 'kysely'
import { makePeople } from '#api/totals/cell/build-days.ts'
import { countPeople, mendParts } from '#api/totals/cell/build-parts.ts'
import { lockShows } from '#api/totals/cell/lock-shows.ts'
import type { DB } from '#db/schema/index.ts'

/** Of how many episodes a round counts anew who gave: the rest is counted by the next, or by who asks. */
const MOST = 20

/**
 * Brings sums of parts and who gave to them to what they are made of, where a version before left them behind, and counts who gave for those episodes of which that
 * changed, show by show: at the end of a round, and of few at a time, so that a flood of payments for all of them is not held up.
 */
export async function finishParts(db: Kysely<DB>, signal: AbortSignal): Promise<void> {
  const { rows } = await sql<{ show_id: number }>`
    select show_id from totals_shows t
    where not stale and (parts_as_of is distinct from as_of or people_as_of is distinct from as_of or exists (
      select from totals_parts p where p.show_id = t.show_id and p.part = 'episode' and p.supporters is null))
    order by show_id`.execute(db)
  let left = MOST
  for (const { show_id } of rows) {
    if (signal.aborted) return
    left -= await db.transaction().execute(async (trx) => {
      const [show] = await lockShows(trx, [show_id])
      if (!show || show.stale) return 0
      await mendParts(trx, [show])
      if (!show.has_people) await makePeople(trx, show_id)
      return await countPeople(trx, show_id, left)
    })
  }
}
