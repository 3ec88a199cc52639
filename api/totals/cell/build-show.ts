import { sql, type Transaction } from 'kysely'
import { headPosition } from '#api/change/feed.ts'
import { parseSeen } from '#api/change/seen.ts'
import { makeDays, makeFirstDays } from '#api/totals/cell/build-days.ts'
import { countPeople, makeParts } from '#api/totals/cell/build-parts.ts'
import { makeSummary } from '#api/totals/cell/build-summaries.ts'
import { makeAllSupporters } from '#api/totals/cell/build-supporters.ts'
import { DAY_TABLES } from '#api/totals/cell/day-tables.ts'
import type { DB } from '#db/schema/index.ts'

/** Makes all cells of a show anew, in the time zone that it has now. It is locked; readers see the old ones until then. */
export async function makeShow(trx: Transaction<DB>, showId: number): Promise<void> {
  const { rows: moved } = await sql`
    update totals_shows t set time_zone = s.time_zone
    from shows s where s.id = t.show_id and t.show_id = ${showId} and t.time_zone is distinct from s.time_zone
    returning t.show_id`.execute(trx)
  if (moved.length > 0) {
    // A writer who has not seen the new zone yet began before now; its changes may name days of the old one.
    const { below } = parseSeen((await headPosition(trx)).read_to)
    await trx
      .updateTable('totals_shows')
      .set({ zone_xid: String(below) })
      .where('show_id', '=', showId)
      .execute()
  }
  await sql`set local work_mem = '64MB'`.execute(trx)
  await trx.deleteFrom('totals_supporters').where('show_id', '=', showId).execute()
  if (await hasCells(trx, showId)) await makeDays(trx, [{ show_id: showId, from: null, to: null }])
  else await makeFirstDays(trx, showId)
  await makeAllSupporters(trx, showId)
  await makeSummary(trx, showId)
  await sql`update totals_shows set people_as_of = as_of where show_id = ${showId}`.execute(trx)
  await makeParts(trx, showId)
  await countPeople(trx, showId)
}

async function hasCells(trx: Transaction<DB>, showId: number): Promise<boolean> {
  for (const { table } of DAY_TABLES) {
    const row = await trx.selectFrom(table).select('show_id').where('show_id', '=', showId).limit(1).execute()
    if (row.length > 0) return true
  }
  return false
}
