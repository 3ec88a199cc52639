import { type Kysely, sql } from 'kysely'
import { type Item, loadItems, UNMARKED } from '#api/air/read/load-items.ts'
import { type BoostRow, selectBoosts } from '#api/boost/select-boosts.ts'
import { anyOf } from '#db/query/any-of.ts'
import type { DB } from '#db/schema/index.ts'
import type { Segment } from '#db/schema/segment.ts'

/** A boost of a segment with what hosts said of it. */
export type Member = BoostRow & Omit<Item, 'boost_id'>

/**
 * The boosts of an open segment, in no order: those of the show since the floor, and those carried or taken in, but for
 * hidden ones, the team's, and what was read in a closed one.
 * @param unproven whether also those that no wallet has received
 */
export async function loadMembers(
  db: Kysely<DB>,
  segment: Segment,
  { unproven }: { unproven: boolean },
): Promise<Member[]> {
  const items = await loadItems(db, segment.id)
  const carried = [...items.values()].filter(staysIn).map((item) => item.boost_id)
  const select = (narrow: (rows: Rows) => Rows) => selectRows(db, segment.show_id, unproven, narrow)
  const since = await select((rows) =>
    segment.floor === null ? rows : rows.where('boosts.sent_at', '>=', segment.floor),
  )
  const known = new Set(since.map((row) => row.id))
  const more = carried.filter((id) => !known.has(id))
  const taken = more.length === 0 ? [] : await select((rows) => rows.where('boosts.id', '=', anyOf(more)))
  const rows = [...since, ...taken]
  const closed = await readElsewhere(
    db,
    rows.map((row) => row.id),
  )
  return rows
    .filter((row) => !closed.has(row.id))
    .map((row) => ({ ...row, ...(items.get(row.id) ?? UNMARKED) }))
}

/** Whatever its time: carried, taken in, or marked before the floor was raised. */
function staysIn({ carried, status }: Item): boolean {
  return carried !== null || status !== 'unread'
}

type Rows = ReturnType<typeof selectBoosts>

/** The show's boosts that may be read aloud at all. */
async function selectRows(
  db: Kysely<DB>,
  showId: number,
  unproven: boolean,
  narrow: (rows: Rows) => Rows,
): Promise<BoostRow[]> {
  return await narrow(
    selectBoosts(db).where('boosts.show_id', '=', showId).where(mayBeRead(unproven)),
  ).execute()
}

/** Not hidden, not set aside, not the team's. */
function mayBeRead(unproven: boolean) {
  const counts = unproven
    ? sql`(boosts.payment_count > 0 or (boosts.claim = 'unproven' and boosts.dropped is null))`
    : sql`boosts.payment_count > 0`
  return sql<boolean>`not boosts.hidden and ${counts} and not exists (
    select from show_supporters o
    where o.show_id = boosts.show_id and o.supporter_id = boosts.supporter_id and (o.team or o.hidden))`
}

/** Which of these boosts are in a closed segment, under this or a former id. */
export async function readElsewhere(db: Kysely<DB>, boostIds: readonly string[]): Promise<Set<string>> {
  if (boostIds.length === 0) return new Set()
  // Looked up one by one (offset 0): all that was ever read is much more than these.
  const { rows } = await sql<{ id: string }>`
    with wanted as materialized (select unnest(${boostIds}::uuid[]) as id),
    known as (
      select id, id as item_id from wanted
      union all
      select a.boost_id, a.id from wanted join boost_aliases a on a.boost_id = wanted.id)
    select distinct known.id from known
    cross join lateral (select segment_id from segment_items where boost_id = known.item_id offset 0) i
    join segments s on s.id = i.segment_id and s.closed_at is not null`.execute(db)
  return new Set(rows.map((row) => row.id))
}
