import { type Kysely, sql } from 'kysely'
import type { DB } from '#db/schema/index.ts'

/**
 * What hosts chose to call those in a closed segment, also since it was closed: notes and chapters are written after that.
 * @param ids as they were when it was closed
 * @returns by these ids; nobody who is called by a name of their own
 */
export async function loadChosenNames(
  db: Kysely<DB>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; name: string }>`
    select asked.id, known.chosen_name as name
    from unnest(${[...new Set(ids)]}::uuid[]) as asked (id)
    left join supporter_aliases gone on gone.id = asked.id
    join supporters known on known.id = coalesce(gone.supporter_id, asked.id)
    where known.chosen_name is not null`.execute(db)
  return new Map(rows.map(({ id, name }) => [id, name]))
}
