import { type Kysely, sql } from 'kysely'
import type { LiveEvent } from '#api/contract/live.ts'
import type { DB } from '#db/schema/index.ts'

/** PostgreSQL refuses a notice of 8,000 bytes or more, and with it the transaction. */
const MOST_BYTES = 7_900

/**
 * Sends a hint to the open pages of every service process, once the transaction commits.
 * @param db the transaction that changes something, or the database
 */
export async function notifyLive(db: Kysely<DB>, event: LiveEvent): Promise<void> {
  await sql`select pg_notify('live_' || current_schema(), ${payloadOf(event)})`.execute(db)
}

function payloadOf(event: LiveEvent): string {
  const payload = JSON.stringify(event)
  const isTooLong = Buffer.byteLength(payload) > MOST_BYTES
  return isTooLong && 'shows' in event ? JSON.stringify({ ...event, shows: null }) : payload
}
