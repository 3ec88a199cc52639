import { type Kysely, sql, type Transaction } from 'kysely'
import type { DB } from '#db/schema/index.ts'

/** What keeps leading somewhere under every id that it has had, once it was merged. */
type Aliased = 'boost' | 'episode' | 'payment' | 'supporter'

/** Where each stands, its aliases, and the column of these that leads to it. */
function aliasTables(kind: Aliased) {
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

/** Lets the id of what ends, and all that led to it, lead to the one that survives. */
export async function addAlias(
  trx: Transaction<DB>,
  kind: Aliased,
  gone: string,
  survivor: string,
): Promise<void> {
  const { aliases, owner } = aliasTables(kind)
  await sql`update ${aliases} set ${owner} = ${survivor} where ${owner} = ${gone}`.execute(trx)
  await sql`insert into ${aliases} (id, ${owner}) values (${gone}, ${survivor})`.execute(trx)
}

/** Of two that become one: first the one that survives, whose boosts were read on air first, else the older. */
export async function bySeniority(
  trx: Transaction<DB>,
  kind: 'episode' | 'supporter',
  one: string,
  other: string,
): Promise<[survivor: string, gone: string]> {
  const { table, owner } = aliasTables(kind)
  const { rows } = await sql<{ id: string }>`
    select each.id from ${table} each
    left join lateral (
      select min(read_at) as read_at from boosts where ${owner} = each.id and read_at is not null
    ) air on true
    where each.id in (${one}, ${other})
    order by air.read_at nulls last, each.created_at, each.id limit 1`.execute(trx)
  return rows[0]?.id === one ? [one, other] : [other, one]
}
