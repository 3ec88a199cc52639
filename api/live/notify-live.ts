import { type Kysely, sql } from 'kysely'
import type { LiveEvent } from '#api/contract/live.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Sends a hint to the open pages of every service process, once the transaction commits.
 * @param db the transaction that changes something, or the database
 */
export async function notifyLive(db: Kysely<DB>, event: LiveEvent): Promise<void> {
  await sql`select pg_notify('live_' || current_schema(), ${JSON.stringify(event)})`.execute(db)
}
