import { type Kysely, sql } from 'kysely'
import type { DB } from '#db/schema/index.ts'

/** The id of a boost now, whichever of the ids it has had is asked for; null where there is none. */
export async function findBoostId(db: Kysely<DB>, id: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from boosts where id = ${id}::uuid
    union all
    select boost_id from boost_aliases where id = ${id}::uuid`.execute(db)
  return rows[0]?.id ?? null
}
