import { type Kysely, sql } from 'kysely'
import type { DB } from '#db/schema/index.ts'
import { isOfViewAlone } from '#db/view/view-of-shows.ts'

/** What is seen of somebody who supports other shows too. */
export type Elsewhere = { name: string; say_as: string | null; about: string | null }

/**
 * Those in a closed segment who support other shows too, as a view shows them now: a segment is closed with all that is known of them.
 * @param ids as they were when it was closed
 * @returns by these ids; nobody where all may be seen
 */
export async function loadPeopleElsewhere(
  db: Kysely<DB>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Elsewhere>> {
  const isAlone = isOfViewAlone(db, 'whose.id')
  if (isAlone === null || ids.length === 0) return new Map()
  const { rows } = await sql<Elsewhere & { id: string }>`
    select asked.id, coalesce(known.name, '') as name, known.say_as, known.note as about
    from unnest(${[...new Set(ids)]}::uuid[]) as asked (id)
    left join supporter_aliases gone on gone.id = asked.id
    cross join lateral (select coalesce(gone.supporter_id, asked.id) as id) whose
    left join supporters known on known.id = whose.id
    where not (${sql.raw(isAlone)})`.execute(db)
  return new Map(rows.map(({ id, ...person }) => [id, person]))
}
