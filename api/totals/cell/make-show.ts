import { sql, type Transaction } from 'kysely'
import { makeDays } from '#api/totals/cell/make-days.ts'
import { makeSummary } from '#api/totals/cell/make-summaries.ts'
import { makeAllSupporters } from '#api/totals/cell/make-supporters.ts'
import type { DB } from '#db/schema/index.ts'

/** Makes all cells of a show anew, in the time zone that it has now. It is locked; readers see the old ones until then. */
export async function makeShow(trx: Transaction<DB>, showId: number): Promise<void> {
  // A writer who has not seen a new zone yet began before now; its changes may name days of the old one.
  await sql`
    update totals_shows t set
      time_zone = s.time_zone,
      zone_xid = case when t.time_zone = s.time_zone then t.zone_xid else pg_snapshot_xmax(pg_current_snapshot()) end
    from shows s where s.id = t.show_id and t.show_id = ${showId}`.execute(trx)
  await trx.deleteFrom('totals_supporters').where('show_id', '=', showId).execute()
  await makeDays(trx, [{ show_id: showId, from: null, to: null }])
  await makeAllSupporters(trx, showId)
  await makeSummary(trx, showId)
}
