import { sql, type Transaction } from 'kysely'
import { anyOf } from '#db/query/any-of.ts'
import type { DB } from '#db/schema/index.ts'

export type LockedShow = {
  show_id: number
  time_zone: string
  stale: boolean
  /** Whether the sums of its parts are as its own; not where a version was at work that does not know them. */
  has_parts: boolean
  /** Whether it is known who gave to its parts on each day. */
  has_people: boolean
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
  return await trx
    .selectFrom('totals_shows')
    .select([
      'show_id',
      'time_zone',
      'stale',
      'zone_xid',
      sql<boolean>`parts_as_of is not distinct from as_of`.as('has_parts'),
      sql<boolean>`people_as_of is not distinct from as_of`.as('has_people'),
    ])
    .where('show_id', '=', anyOf(ids))
    .orderBy('show_id')
    .forUpdate()
    .execute()
}
