import { type Kysely, sql } from 'kysely'
import { isOnlyClaimed } from '#api/show/episode/only-claimed.ts'
import type { DB } from '#db/schema/index.ts'

/** What a supporter did for a show, this segment included. */
export type History = {
  boost_count: number
  counted_msat: number
  /** Before this segment. */
  last_sent_at: Date | null
  /** How many boosts came before this segment's first. */
  before: number
  /** Those that came since, in order of time. */
  since: string[]
  episodes: Set<string>
}

type Row = Omit<History, 'episodes'> & { id: string; episodes: string[] | null }

/**
 * The history of the supporters of a segment.
 * @param firsts when each sent their first boost of this segment, by supporter
 * @param episodes those that a run may be made of
 */
export async function loadHistory(
  db: Kysely<DB>,
  showId: number,
  firsts: ReadonlyMap<string, Date>,
  episodes: readonly string[],
): Promise<Map<string, History>> {
  if (firsts.size === 0) return new Map()
  const wanted = [...firsts].map(([id, first]) => ({ id, first: first.toISOString() }))
  const { rows } = await sql<Row>`
    select w.id, h.* from json_to_recordset(${JSON.stringify(wanted)}::json) as w(id uuid, first timestamptz)
    cross join lateral (
      select count(*) as boost_count, coalesce(sum(b.counted_msat), 0)::bigint as counted_msat,
        max(b.sent_at) filter (where b.sent_at < w.first) as last_sent_at,
        count(*) filter (where b.sent_at < w.first) as before,
        coalesce(array_agg(b.id order by b.sent_at, b.id) filter (where b.sent_at >= w.first), '{}') as since,
        array_agg(distinct b.episode_id) filter (where b.episode_id = any(${episodes}::uuid[])) as episodes
      from boosts b
      where b.supporter_id = w.id and b.show_id = ${showId} and b.payment_count > 0 and not b.hidden) h`.execute(
    db,
  )
  return new Map(rows.map(({ id, episodes: sent, ...row }) => [id, { ...row, episodes: new Set(sent) }]))
}

/** At most so many episodes make a run. */
const LONGEST_RUN = 100

/** The show's latest episodes, newest first; one that no feed has named yet came when it was first boosted. */
export async function loadLatestEpisodes(db: Kysely<DB>, showId: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select e.id from episodes e
    where e.show_id = ${showId} and not ${isOnlyClaimed}
    order by coalesce(e.published_at, (select min(b.sent_at) from boosts b where b.episode_id = e.id and b.payment_count > 0)) desc nulls last,
      e.id desc
    limit ${LONGEST_RUN}`.execute(db)
  return rows.map((row) => row.id)
}

/**
 * How many of the show's episodes in a row a supporter has boosted.
 * @param latest the show's episodes, newest first
 * @param from the newest that they boosted in this segment
 */
export function runOf(latest: readonly string[], boosted: ReadonlySet<string>, from: string | null): number {
  const start = from === null ? -1 : latest.indexOf(from)
  if (start === -1) return 0
  const missed = latest.findIndex((id, at) => at >= start && !boosted.has(id))
  return (missed === -1 ? latest.length : missed) - start
}
