import { type Kysely, type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { boostAsJson } from '#api/boost/boost-as-json.ts'
import {
  type BoostOrder,
  type BoostPlace,
  inOrder,
  orderValues,
  placeSchemas,
  valueSchemas,
} from '#api/boost/list/boost-order.ts'
import type { GroupSum } from '#api/boost/list/group/sum-groups.ts'
import { type PlacedBoost, readBoostPage } from '#api/boost/list/read-boost-page.ts'
import { selectBoosts } from '#api/boost/select-boosts.ts'
import { readCursor, writeCursor } from '#api/http/cursor.ts'
import type { DB } from '#db/schema/index.ts'

type Group = Pick<GroupSum, 'show_id' | 'episode_id' | BoostOrder>

/** A boost with the group it was read in. */
export type GroupedBoost = PlacedBoost & { group: Group }

/** Where a page of a grouped list ended: in which group, where that stood, and after which boost of it. */
export type GroupPlace = Pick<GroupSum, 'show_id' | 'episode_id' | BoostOrder> & {
  /** Where the whole list began. */
  top: string | number
  place: BoostPlace
}

type Wanted = { where: readonly RawBuilder<boolean>[]; order: BoostOrder; limit: number }

const schemas = { newest: cursorSchema('newest'), largest: cursorSchema('largest') }

function cursorSchema(order: BoostOrder) {
  return z.tuple([
    valueSchemas[order],
    valueSchemas[order],
    z.int(),
    z.uuid().nullable(),
    placeSchemas[order],
  ])
}

/** Reads such a cursor. @throws AppError bad-request where it is none of this order */
export function readGroupCursor(order: BoostOrder, cursor: string): GroupPlace {
  const [top, value, show_id, episode_id, place] = readCursor(schemas[order], cursor)
  return { top, newest: '', largest: 0, [order]: value, show_id, episode_id, place }
}

/** Where a page ended, as a cursor. @param top where the whole list began */
export function writeGroupCursor(
  order: BoostOrder,
  top: string | number,
  { group, place }: GroupedBoost,
): string {
  return writeCursor([top, group[order], group.show_id, group.episode_id, place])
}

/** What a former page left of its last group. */
export async function readRestOfGroup(
  db: Kysely<DB>,
  { where, order, limit, from }: Wanted & { from: GroupPlace },
): Promise<GroupedBoost[]> {
  const isIn = from.episode_id
    ? sql<boolean>`boosts.episode_id = ${from.episode_id}`
    : sql<boolean>`boosts.show_id = ${from.show_id} and boosts.episode_id is null`
  const found = await readBoostPage(db, { where: [...where, isIn], order, after: from.place, limit })
  return found.map((boost) => ({ ...boost, group: from }))
}

/** The boosts of groups, one group after the other, each in order. */
export async function readGroups(
  db: Kysely<DB>,
  { groups, ...wanted }: Wanted & { groups: readonly GroupSum[] },
): Promise<GroupedBoost[]> {
  const found: GroupedBoost[] = []
  let asked = 0
  while (found.length < wanted.limit && asked < groups.length) {
    const limit = wanted.limit - found.length
    const next = untilEnough(groups.slice(asked), limit)
    found.push(...(await readSome(db, { ...wanted, limit, groups: next })))
    asked += next.length
  }
  return found
}

async function readSome(
  db: Kysely<DB>,
  { where, order, limit, groups }: Wanted & { groups: readonly GroupSum[] },
): Promise<GroupedBoost[]> {
  const ranked = groups.map(({ show_id, episode_id }, rank) => ({ rank, show_id, episode_id }))
  const conditions = sql.join([...where], sql` and `)
  const first = sql`order by ${inOrder(order)} limit ${limit}`
  // Two ways into two indexes, of which a group takes one.
  const picked = sql<{ id: string; rank: number }>`(
    select of_group.id, asked.rank
    from json_to_recordset(${JSON.stringify(ranked)}::json) as asked(rank integer, show_id integer, episode_id uuid)
    cross join lateral (
      (select boosts.id from boosts where boosts.episode_id = asked.episode_id and ${conditions} ${first})
      union all
      (select boosts.id from boosts
        where asked.episode_id is null and boosts.show_id = asked.show_id and boosts.episode_id is null and ${conditions}
        ${first})
    ) of_group
  )`
  const rows = await selectBoosts(db)
    .innerJoin(picked.as('picked'), 'picked.id', 'boosts.id')
    .select(['picked.rank', orderValues[order].as('value')])
    .orderBy('picked.rank')
    .orderBy(inOrder(order))
    .limit(limit)
    .execute()
  return rows.flatMap((row) => {
    const group = groups[row.rank]
    return group ? [{ boost: boostAsJson(row), place: [row.value, row.id], group }] : []
  })
}

/** As many groups as it takes to fill a page. */
function untilEnough(groups: readonly GroupSum[], limit: number): GroupSum[] {
  const enough: GroupSum[] = []
  let count = 0
  for (const group of groups) {
    if (count >= limit) break
    enough.push(group)
    count += group.count
  }
  return enough
}
