import type { Kysely } from 'kysely'
import { anyOf } from '#db/query/any-of.ts'
import type { DB } from '#db/schema/index.ts'

/** When payments were settled, as a source said first, by its ids of them; those that it never reported are left out. */
export async function recallTimes(
  db: Kysely<DB>,
  sourceId: number,
  refs: readonly string[],
): Promise<Map<string, Date>> {
  const rows = await db
    .selectFrom('sightings')
    .select(['ref', 'settled_at'])
    .where('source_id', '=', sourceId)
    .where('ref', '=', anyOf(refs))
    .orderBy('id', 'desc')
    .execute()
  // The first of several is set last.
  return new Map(rows.map(({ ref, settled_at }) => [ref, settled_at]))
}
