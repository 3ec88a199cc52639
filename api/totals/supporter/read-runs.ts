import { type Kysely, sql } from 'kysely'
import { isOnlyClaimed } from '#api/show/episode/only-claimed.ts'
import { isSupporter } from '#api/totals/cell/build-summaries.ts'
import { episodeTime } from '#api/totals/json/episode-time.ts'
import type { DB } from '#db/schema/index.ts'

/** Episodes in a row that somebody supported in any way. */
export type Run = {
  /** How many end with the last one that they supported; 0 where none is known. */
  episodes: number
  /** Whether it goes on: that one is the newest, or the one before it. */
  is_current: boolean
  longest: number
}

export const NO_RUN: Run = { episodes: 0, is_current: false, longest: 0 }

/**
 * The runs of supporters over a show's episodes, in the order in which these were published. Of a show whose feed is known,
 * episodes that are only named by apps are none.
 */
export async function readRuns(
  db: Kysely<DB>,
  showId: number,
  supporterIds: readonly string[],
): Promise<Map<string, Run>> {
  if (supporterIds.length === 0) return new Map()
  const { rows } = await sql<Run & { supporter_id: string }>`
    with numbered as (
      select id, row_number() over (order by ${episodeTime}, id) as n, count(*) over () as newest
      from episodes e where show_id = ${showId} and not ${isOnlyClaimed}
        and (published_at is not null or not exists (
          select from episodes o where o.show_id = e.show_id and o.published_at is not null))
    ),
    given as (
      select d.supporter_id, n, newest, n - row_number() over (partition by d.supporter_id order by n) as run
      from (
        select distinct supporter_id, episode_id from totals_supporter_days
        where show_id = ${showId} and supporter_id = any(${supporterIds}::uuid[]) and ${isSupporter}
      ) d join numbered on numbered.id = d.episode_id
    ),
    runs as (
      select supporter_id, count(*)::integer as length, max(n) as last, max(newest) as newest from given group by supporter_id, run
    )
    select supporter_id, (array_agg(length order by last desc))[1] as episodes,
           max(last) >= max(newest) - 1 as is_current, max(length) as longest
    from runs group by supporter_id`.execute(db)
  return new Map(rows.map(({ supporter_id, ...run }) => [supporter_id, run]))
}
