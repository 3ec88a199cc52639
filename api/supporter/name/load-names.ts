import { type Kysely, sql } from 'kysely'
import type { SupporterName } from '#api/contract/supporter.ts'
import type { DB } from '#db/schema/index.ts'

/** A supporter of very many names is one of a spammer's; the first of them tell enough. */
const MOST = 200

type Row = { supporter_id: string; name: string; app_key: string; sender_id: string }

/** Loads the names that supporters go by, as `SupporterJson` has them, in the order in which they came up. */
export async function loadNames(
  db: Kysely<DB>,
  ids: readonly string[],
): Promise<Map<string, SupporterName[]>> {
  const { rows } = await sql<Row>`
    select wanted.id as supporter_id, own.name, own.app_key, own.sender_id
    from unnest(${ids}::uuid[]) as wanted(id)
    cross join lateral (
      select id, name, app_key, sender_id from supporter_names
      where supporter_id = wanted.id order by id limit ${MOST}
    ) own
    order by own.id`.execute(db)
  const names = new Map<string, SupporterName[]>()
  for (const { supporter_id, name, app_key, sender_id } of rows) {
    const known = names.get(supporter_id) ?? []
    names.set(supporter_id, [...known, { name, app: app_key || null, sender_id: sender_id || null }])
  }
  return names
}
