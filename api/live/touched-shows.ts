import type { ClientBase } from 'pg'

export type Touched = {
  /** Slugs; null where more than shows that have one is touched. */
  shows: string[] | null
  /** The transaction from which to read the next time. */
  next: string
  /** Whether readers of the feed do not see all of it yet, since an older transaction is still under way. */
  isHeld: boolean
}

type Row = { shows: string[] | null; is_any: boolean; next: string; is_held: boolean; count: number }

/**
 * Reads which shows were touched by transactions from `since` on, held back or not.
 * @param since null: nothing is read, only where to begin
 * @returns null for `touched` where there was nothing
 */
export async function readTouched(
  client: ClientBase,
  since: string | null,
): Promise<{ next: string; touched: Touched | null }> {
  const { rows } = await client.query<Row>(
    `select array_agg(distinct s.slug) as shows, coalesce(bool_or(s.slug is null), false) as is_any,
            snap.xmin::text as next, coalesce(bool_or(c.xid >= snap.xmin), false) as is_held, count(c.xid)::int as count
       from (select pg_snapshot_xmin(pg_current_snapshot()) as xmin) snap
       left join changes c on c.xid >= $1::xid8
       left join shows s on s.id = c.show_id
      group by snap.xmin`,
    [since],
  )
  const [row] = rows
  if (!row) throw new Error('The database does not say where its feed of changes is')
  const { shows, is_any, next, is_held, count } = row
  return { next, touched: count === 0 ? null : { shows: is_any ? null : shows, next, isHeld: is_held } }
}
