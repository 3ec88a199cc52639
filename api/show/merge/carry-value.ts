import { sql, type Transaction } from 'kysely'
import type { DB } from '#db/schema/index.ts'

/** What the feed says of an episode that goes up in another is said of that one: its item, its own recipients and time splits. */
export async function carryValue(trx: Transaction<DB>, gone: string, survivor: string): Promise<void> {
  await sql`update feed_items set episode_id = ${survivor} where episode_id = ${gone}`.execute(trx)
  await sql`
    update value_recipients set episode_id = ${survivor}
    where episode_id = ${gone} and not exists (
      select from value_recipients own where own.episode_id = ${survivor})`.execute(trx)
  await sql`
    update value_time_splits set episode_id = ${survivor}
    where episode_id = ${gone} and not exists (
      select from value_time_splits own where own.episode_id = ${survivor})`.execute(trx)
}
