import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Change } from '#api/change/feed.ts'
import type { DB } from '#db/schema/index.ts'

/** Before every id. */
const FIRST = '00000000-0000-0000-0000-000000000000'

/**
 * The boosts that changes are about, in order of their ids: those named, those they were merged into, and all that bear the
 * name of a show, episode or supporter that changed.
 * @param showId where only one show's boosts are asked for
 * @returns also ids that are none any more; `isWhole` where there are no more than `limit`
 */
export async function touchedBoosts(
  db: Kysely<DB>,
  changes: readonly Change[],
  { showId, afterId, limit }: { showId: number | null; afterId: string | null; limit: number },
): Promise<{ ids: string[]; isWhole: boolean }> {
  const named = distinct(changes.map((change) => change.boost_id))
  const renamed = changes.filter((change) => change.day === null)
  const shows = distinct(
    renamed.map((change) => ((change.episode_id ?? change.supporter_id) ? null : change.show_id)),
  )
  const episodes = distinct(renamed.map((change) => change.episode_id))
  const supporters = distinct(renamed.map((change) => (change.show_id === null ? change.supporter_id : null)))
  const after = sql`${afterId ?? FIRST}::uuid`
  const sources: RawBuilder<unknown>[] = []
  if (named.length > 0)
    sources.push(
      sql`select id from unnest(${named}::uuid[]) as named(id)`,
      sql`select boost_id from boost_aliases where id = any(${named}::uuid[])`,
    )
  const bearing = (condition: RawBuilder<unknown>) =>
    sources.push(
      sql`(select id from boosts where ${condition} ${showId === null ? sql`` : sql`and show_id = ${showId}`}
        and id > ${after} order by id limit ${limit + 1})`,
    )
  if (shows.length > 0) bearing(sql`show_id = any(${shows}::integer[])`)
  if (episodes.length > 0) bearing(sql`episode_id = any(${episodes}::uuid[])`)
  if (supporters.length > 0) bearing(sql`supporter_id = any(${supporters}::uuid[])`)
  if (sources.length === 0) return { ids: [], isWhole: true }
  const { rows } = await sql<{ id: string }>`
    select id from (${sql.join(sources, sql` union `)}) touched
    where id > ${after} order by id limit ${limit + 1}`.execute(db)
  return { ids: rows.slice(0, limit).map(({ id }) => id), isWhole: rows.length <= limit }
}

function distinct<T>(values: readonly (T | null)[]): T[] {
  return [...new Set(values.filter((value) => value !== null))]
}
