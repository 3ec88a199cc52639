import { sql, type Transaction } from 'kysely'
import type { DB } from '#db/schema/index.ts'

/** What the feed says of an episode that goes up in another is said of that one: its item, its own recipients and time splits. */
export async function carryValue(trx: Transaction<DB>, gone: string, survivor: string): Promise<void> {
  await trx.updateTable('feed_items').set({ episode_id: survivor }).where('episode_id', '=', gone).execute()
  for (const table of ['value_recipients', 'value_time_splits'])
    await sql`
      update ${sql.table(table)} set episode_id = ${survivor}
      where episode_id = ${gone} and not exists (
        select from ${sql.table(table)} own where own.episode_id = ${survivor})`.execute(trx)
}
