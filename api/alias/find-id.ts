import { type Kysely, sql } from 'kysely'
import type { DB } from '#db/schema/index.ts'

/** What keeps leading somewhere under every id that it has had, once it was merged. */
export type Aliased = 'boost' | 'episode' | 'payment' | 'supporter'

/** Where each stands, its aliases, and the column of these that leads to it. */
export function aliasTables(kind: Aliased) {
  return { table: sql.table(`${kind}s`), aliases: sql.table(`${kind}_aliases`), owner: sql.ref(`${kind}_id`) }
}

type FindId = (db: Kysely<DB>, id: string) => Promise<string | null>

/**
 * The id of a thing now, whichever of the ids it has had is asked for; null where there is none. The alias goes first: while
 * two are being merged, both are there.
 */
function idFinder(kind: Aliased): FindId {
  const { table, aliases, owner } = aliasTables(kind)
  return async (db, id) => {
    const { rows } = await sql<{ id: string | null }>`
      select coalesce(
        (select ${owner} from ${aliases} where id = ${id}::uuid),
        (select id from ${table} where id = ${id}::uuid)) as id`.execute(db)
    return rows[0]?.id ?? null
  }
}

export const findBoostId = idFinder('boost')
export const findEpisodeId = idFinder('episode')
export const findPaymentId = idFinder('payment')
export const findSupporterId = idFinder('supporter')
