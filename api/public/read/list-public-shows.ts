import type { Kysely } from 'kysely'
import type { DB } from '#db/schema/index.ts'

/** The shows that strangers may see, by title; not those that ask not to be listed. */
export async function listPublicShows(db: Kysely<DB>) {
  const rows = await db
    .selectFrom('shows')
    .leftJoin('public_settings', 'public_settings.show_id', 'shows.id')
    .select(['slug', 'title', 'description', 'listed', 'demo'])
    .where('is_public', '=', true)
    .where('status', '=', 'kept')
    .orderBy('title')
    .limit(200)
    .execute()
  return rows
    .filter(({ listed }) => listed !== false)
    .map(({ slug, title, description, demo }) => ({ slug, title, description, demo }))
}
