import type { Kysely } from 'kysely'
import type { DB } from '#db/schema/index.ts'

/** The supporters who want a page of their own on a show's. */
export async function listOwnPages(db: Kysely<DB>, showId: number): Promise<Set<string>> {
  const rows = await db
    .selectFrom('own_pages')
    .select('supporter_id')
    .where('show_id', '=', showId)
    .where('accepted_at', 'is not', null)
    .execute()
  return new Set(rows.map(({ supporter_id }) => supporter_id))
}
