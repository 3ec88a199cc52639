import type { ClientBase } from 'pg'
import { parseSeen } from '#api/change/seen.ts'
import { AWAIT_COMMITS } from '#db/distributed/await-commits.ts'

export type Touched = {
  /** Slugs; null where more than shows that have one is touched. */
  shows: string[] | null
}

type Row = { shows: string[] | null; is_any: boolean; count: number }

/**
 * Reads which shows were touched by transactions that were not over at a former look, each once.
 * @param since that look's `next`; null: nothing is read, only where to begin
 * @param distributed whether the tables lie on a node behind the one that is asked
 * @returns null for `touched` where there was nothing
 */
export async function readTouched(
  client: ClientBase,
  since: string | null,
  distributed = false,
): Promise<{ next: string; touched: Touched | null }> {
  const { rows: heads } = await client.query<{ next: string }>('select pg_current_snapshot()::text as next')
  if (distributed) await client.query(AWAIT_COMMITS)
  const next = heads[0]?.next
  if (!next) throw new Error('The database does not say where its feed of changes is')
  if (since === null) return { next, touched: null }
  const { below, open } = parseSeen(since)
  const { rows } = await client.query<Row>(
    `select array_agg(distinct s.slug) as shows, coalesce(bool_or(s.slug is null), false) as is_any, count(*)::int as count
       from changes c left join shows s on s.id = c.show_id
      where (c.xid >= $1::xid8 or c.xid = any($2::xid8[])) and pg_visible_in_snapshot(c.xid, $3::pg_snapshot)`,
    [String(below), `{${open.join(',')}}`, next],
  )
  const [row] = rows
  return { next, touched: !row || row.count === 0 ? null : { shows: row.is_any ? null : row.shows } }
}
