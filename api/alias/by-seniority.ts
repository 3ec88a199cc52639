import { sql, type Transaction } from 'kysely'
import { aliasTables } from '#api/alias/find-id.ts'
import type { DB } from '#db/schema/index.ts'

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
