import { sql, type Transaction } from 'kysely'
import { type Aliased, aliasTables } from '#api/alias/find-id.ts'
import type { DB } from '#db/schema/index.ts'

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
