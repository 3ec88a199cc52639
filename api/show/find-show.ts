import type { Kysely } from 'kysely'
import { orNotFound } from '#api/http/or-not-found.ts'
import { findShowBySlug } from '#api/show/find-show-by-slug.ts'
import type { DB } from '#db/schema/index.ts'
import type { Show } from '#db/schema/show.ts'

/** The show that a slug names or named. @throws AppError not-found */
export async function findShow(db: Kysely<DB>, slug: string): Promise<Show> {
  return orNotFound(await findShowBySlug(db, slug), 'show with this address')
}
