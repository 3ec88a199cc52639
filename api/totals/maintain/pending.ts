import { type Kysely, type RawBuilder, type Selectable, sql } from 'kysely'
import { type Change, headPosition, type Position } from '#api/change/feed.ts'
import type { DB } from '#db/schema/index.ts'
import type { TotalsShowTable } from '#db/schema/totals.ts'

/** Changes of a show that neither the job nor a reader has brought into its cells; `t` is its row of `totals_shows`. */
export const isUnread: RawBuilder<unknown> = sql`
  c.show_id = t.show_id
  and c.xid >= greatest(pg_snapshot_xmin(t.read_to), (select pg_snapshot_xmin(read_to) from totals_state))
  and not pg_visible_in_snapshot(c.xid, t.read_to)
  and not pg_visible_in_snapshot(c.xid, (select read_to from totals_state))`

const touchesSums: RawBuilder<unknown> = sql`${isUnread} and (c.day is not null or c.supporter_id is not null or c.episode_id is null)`

/** Without sums, which may be more than a number holds. */
const stateColumns = sql.raw('t.show_id, t.time_zone, t.stale, t.error, t.as_of, t.fiat_sums')

export type ShowState = Pick<
  Selectable<TotalsShowTable>,
  'show_id' | 'time_zone' | 'stale' | 'error' | 'as_of' | 'fiat_sums'
> & {
  /** Whether it is known who gave to its parts on each day; else the job is yet to make that. */
  has_people: boolean
  /** Whether something has changed that is not in its cells. */
  behind: boolean
}

/** How far the cells of a show are; null where it has none yet. What is not committed is nobody's to see. */
export async function readShowState(db: Kysely<DB>, showId: number): Promise<ShowState | null> {
  const { rows } = await sql<ShowState>`
    select ${stateColumns}, t.people_as_of is not distinct from t.as_of as has_people, (t.error is null and (t.stale or t.parts_as_of is distinct from t.as_of)) or exists (select from changes c where ${touchesSums}) as behind
    from totals_shows t where t.show_id = ${showId}`.execute(db)
  return rows[0] ?? null
}

/**
 * Reads what a show's cells lack, its cells being locked.
 * @returns at most `limit`, and the position up to which all is read
 */
export async function readPending(
  db: Kysely<DB>,
  showId: number,
  limit: number,
): Promise<{ changes: Change[]; position: Position }> {
  // First, so that what is committed between is only read once more.
  const position = await headPosition(db)
  const { rows } = await sql<Change>`
    select c.xid::text as xid, c.id, c.show_id, c.episode_id, c.supporter_id, c.day, c.boost_id
    from changes c, totals_shows t where t.show_id = ${showId} and ${touchesSums} limit ${limit}`.execute(db)
  return { changes: rows, position }
}
