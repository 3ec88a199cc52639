import type { Kysely } from 'kysely'
import type { UnreadJson } from '#api/contract/source.ts'
import { isOpen } from '#api/source/unread/is-open.ts'
import type { DB } from '#db/schema/index.ts'

/** More than a page of a screen is no list that anyone reads. */
const MOST = 200

/** What a source reported and could not be recorded, the last seen first. */
export async function listUnread(db: Kysely<DB>, source: string): Promise<UnreadJson[]> {
  const rows = await db
    .selectFrom('unread')
    .innerJoin('sources', 'sources.id', 'unread.source_id')
    .select(['unread.id', 'ref', 'reason', 'raw', 'first_seen_at', 'last_seen_at'])
    .where('sources.name', '=', source)
    .where(isOpen)
    .orderBy('last_seen_at', 'desc')
    .orderBy('unread.id', 'desc')
    .limit(MOST)
    .execute()
  return rows.map((row) => ({
    ...row,
    id: String(row.id),
    first_seen_at: row.first_seen_at.toISOString(),
    last_seen_at: row.last_seen_at.toISOString(),
  }))
}
