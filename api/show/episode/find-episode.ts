import type { Kysely } from 'kysely'
import { findEpisodeId } from '#api/alias/alias.ts'
import { orNotFound } from '#api/errors.ts'
import type { DB } from '#db/schema/index.ts'
import type { Episode } from '#db/schema/show.ts'

/** The episode that an id names, or named before it was merged. @throws AppError not-found */
export async function findEpisode(db: Kysely<DB>, id: string): Promise<Episode> {
  const now = await findEpisodeId(db, id)
  const episode =
    now === null ? null : await db.selectFrom('episodes').selectAll().where('id', '=', now).executeTakeFirst()
  return orNotFound(episode, 'episode with this id')
}
