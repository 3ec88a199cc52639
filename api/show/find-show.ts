import type { Kysely } from 'kysely'
import { orNotFound } from '#api/errors.ts'
import type { DB } from '#db/schema/index.ts'
import type { Show } from '#db/schema/show.ts'

/** The show that a slug names or named. @throws AppError not-found */
export async function findShow(db: Kysely<DB>, slug: string): Promise<Show> {
  return orNotFound(await findShowBySlug(db, slug), 'show with this address')
}

/** The show that a slug names, or named before it was changed or the show merged; null where there is none. */
export async function findShowBySlug(db: Kysely<DB>, slug: string): Promise<Show | null> {
  const named = await db.selectFrom('shows').selectAll().where('slug', '=', slug).executeTakeFirst()
  if (named) return named
  const aliased = await db
    .selectFrom('show_aliases')
    .innerJoin('shows', 'shows.id', 'show_aliases.show_id')
    .selectAll('shows')
    .where('show_aliases.slug', '=', slug)
    .executeTakeFirst()
  return aliased ?? null
}
