import { type Kysely, sql } from 'kysely'
import type { DB } from '#db/schema/index.ts'

/** The id of a supporter now, whichever of the ids it has had is asked for, also while the two are still being merged; null where there is none. */
export async function findSupporterId(db: Kysely<DB>, id: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select coalesce(
      (select supporter_id from supporter_aliases where id = ${id}::uuid),
      (select id from supporters where id = ${id}::uuid)) as id`.execute(db)
  return rows[0]?.id ?? null
}
