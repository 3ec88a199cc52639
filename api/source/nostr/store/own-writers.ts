import { type Kysely, sql } from 'kysely'
import type { DB } from '#db/schema/index.ts'

/** The keys that Readout's own notes are signed with, by the ways out that there are. */
export async function loadOwnWriters(db: Kysely<DB>): Promise<Set<string>> {
  const rows = await db
    .selectFrom('ways_out')
    .select(sql<string | null>`settings ->> 'pubkey'`.as('key'))
    .where(sql<string>`settings ->> 'kind'`, '=', 'nostr')
    .execute()
  return new Set(rows.flatMap(({ key }) => key ?? []))
}
