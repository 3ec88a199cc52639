import { type Kysely, sql } from 'kysely'
import { notifyLive } from '#api/live/notify-live.ts'
import type { DB } from '#db/schema/index.ts'

/** Tells whoever follows sources, in any process, that one was added, changed, paused or removed, once the transaction commits. */
export async function wakeSources(db: Kysely<DB>): Promise<void> {
  await sql`select pg_notify('sources_' || current_schema(), '')`.execute(db)
  await wakePages(db)
}

/** Tells open pages that what they show of sources is out of date. */
export async function wakePages(db: Kysely<DB>): Promise<void> {
  await notifyLive(db, { kind: 'sources' })
}
