import { sql, type Transaction } from 'kysely'
import type { DB } from '#db/schema/index.ts'

export type LockedShow = {
  show_id: number
  time_zone: string
  stale: boolean
  /** Changes of transactions before this one may name days of an earlier time zone. */
  zone_xid: string
}

/** Locks the cells of shows until the end of the transaction, in one order for all. @returns those that there are */
export async function lockShows(trx: Transaction<DB>, showIds: readonly number[]): Promise<LockedShow[]> {
  const ids = [...new Set(showIds)]
  if (ids.length === 0) return []
  await sql`
    insert into totals_shows (show_id, time_zone)
    select id, time_zone from shows where id = any(${ids}::integer[])
      and not exists (select from totals_shows where show_id = id)
    order by id on conflict do nothing`.execute(trx)
  const { rows } = await sql<LockedShow>`
    select show_id, time_zone, stale, zone_xid::text as zone_xid from totals_shows
    where show_id = any(${ids}::integer[]) order by show_id for update`.execute(trx)
  return rows
}
