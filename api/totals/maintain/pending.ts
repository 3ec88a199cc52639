import { type Kysely, type RawBuilder, type Selectable, sql } from 'kysely'
import type { Change } from '#api/change/feed.ts'
import type { DB } from '#db/schema/index.ts'
import type { TotalsShowTable } from '#db/schema/totals.ts'

/** Changes of a show that neither the job nor a reader has brought into its cells; `t` is its row of `totals_shows`. */
const unread: RawBuilder<unknown> = sql`
  c.show_id = t.show_id and c.xid >= t.xid
  and (c.xid, c.id) > ((select xid from totals_state), (select id from totals_state))
  and (c.day is not null or c.supporter_id is not null or c.episode_id is null)`

/** Without sums, which may be more than a number holds. */
const stateColumns = sql.raw('t.show_id, t.time_zone, t.stale, t.error, t.as_of, t.fiat_sums')

export type ShowState = Pick<
  Selectable<TotalsShowTable>,
  'show_id' | 'time_zone' | 'stale' | 'error' | 'as_of' | 'fiat_sums'
> & {
  /** Whether something has changed that is not in its cells. */
  behind: boolean
}

/** How far the cells of a show are; null where it has none yet. What is not committed is nobody's to see. */
export async function readShowState(db: Kysely<DB>, showId: number): Promise<ShowState | null> {
  const { rows } = await sql<ShowState>`
    select ${stateColumns}, (t.stale and t.error is null) or exists (select from changes c where ${unread}) as behind
    from totals_shows t where t.show_id = ${showId}`.execute(db)
  return rows[0] ?? null
}

/**
 * Reads what a show's cells lack, its cells being locked: also what older transactions under way hold back from readers of the feed.
 * @returns at most `limit`, and the transaction below which all is read
 */
export async function readPending(
  db: Kysely<DB>,
  showId: number,
  limit: number,
): Promise<{ changes: Change[]; xid: string }> {
  const { rows } = await sql<Change & { below: string }>`
    select c.xid::text as xid, c.id, c.show_id, c.episode_id, c.supporter_id, c.day, c.boost_id, snap.xmin::text as below
    from (select pg_snapshot_xmin(pg_current_snapshot()) as xmin) snap
    left join lateral (
      select c.* from changes c, totals_shows t where t.show_id = ${showId} and ${unread} limit ${limit}
    ) c on true`.execute(db)
  const changes = rows.filter((row) => row.show_id !== null)
  return { changes, xid: rows[0]?.below ?? '0' }
}
