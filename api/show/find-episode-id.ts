import { type Kysely, sql } from 'kysely'
import type { DB } from '#db/schema/index.ts'

/** The id of an episode now, whichever of the ids it has had is asked for, also while the two are still being merged; null where there is none. */
export async function findEpisodeId(db: Kysely<DB>, id: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select coalesce(
      (select episode_id from episode_aliases where id = ${id}::uuid),
      (select id from episodes where id = ${id}::uuid)) as id`.execute(db)
  return rows[0]?.id ?? null
}
