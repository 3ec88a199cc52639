import { type Kysely, sql } from 'kysely'
import type { PublicShow } from '#api/contract/public.ts'
import type { DB } from '#db/schema/index.ts'

/** More names than these tell a listener nothing. */
const MOST = 25

/**
 * Who gets which part of a boost, by the value block of the show's feed that is in force: names and parts, no addresses.
 * Recipients of one name are one.
 */
export async function readSplits(db: Kysely<DB>, showId: number): Promise<PublicShow['splits']> {
  const { rows } = await sql<PublicShow['splits'][number]>`
    select name, is_fee as fee, sum(share)::float8 as share from value_recipients
    where show_id = ${showId} and episode_id is null and until = 'infinity'
    group by name, is_fee order by is_fee, 3 desc, name limit ${MOST}`.execute(db)
  return rows
}
