import type { Kysely } from 'kysely'
import type { ShowJson } from '#api/contract/show.ts'
import { orNotFound } from '#api/errors.ts'
import { findShow } from '#api/show/find-show.ts'
import { showsAsJson } from '#api/show/show-as-json.ts'
import type { DB } from '#db/schema/index.ts'

/** The show that a slug names or named, as it is answered. @throws AppError not-found */
export async function readShow(db: Kysely<DB>, slug: string): Promise<ShowJson> {
  const [show] = await showsAsJson(db, [await findShow(db, slug)])
  return orNotFound(show, 'show with this address')
}
