import { type Kysely, sql } from 'kysely'
import { type Folded, foldMarks, type TimedMark } from '#api/air/mark/fold-marks.ts'
import { anyOf } from '#db/query/any-of.ts'
import type { DB } from '#db/schema/index.ts'
import type { ItemBase, SegmentItemRow } from '#db/schema/segment.ts'

/** What hosts said of a boost, under its id of now. */
export type Item = Folded & {
  boost_id: string
  /** Ids that it had when it was marked. */
  also: string[]
  carried: SegmentItemRow['carried']
  base: ItemBase
  version: number
  revision: number
}

/** What is true of a boost that nobody has marked. */
export const UNMARKED: Omit<Item, 'boost_id'> = {
  status: 'unread',
  starred: false,
  note: null,
  read_at: null,
  alone: false,
  pinned: false,
  move: null,
  moved_at: null,
  also: [],
  carried: null,
  base: {},
  version: 0,
  revision: 0,
}

type Row = Omit<SegmentItemRow, 'frozen' | 'ordinal'> & { now_id: string; after_now: string | null }

/**
 * The items of a segment by their boosts' ids of now. Where boosts were joined since they were marked, the marks of both count
 * for the one.
 * @param only those of some boosts, or those changed after a revision
 */
export async function loadItems(
  db: Kysely<DB>,
  segmentId: string,
  only: { boosts?: readonly string[]; after?: number } = {},
): Promise<Map<string, Item>> {
  const wanted = only.boosts
    ? sql`and (i.boost_id = any(${only.boosts}::uuid[]) or a.boost_id = any(${only.boosts}::uuid[]))`
    : sql``
  const changed =
    only.after === undefined
      ? sql``
      : sql`and coalesce(a.boost_id, i.boost_id) in (
          select coalesce(ca.boost_id, c.boost_id) from segment_items c left join boost_aliases ca on ca.id = c.boost_id
          where c.segment_id = ${segmentId} and c.revision > ${only.after})`
  const { rows } = await sql<Row>`
    select i.segment_id, i.boost_id, i.status, i.starred, i.note, i.read_at, i.alone, i.pinned, i.move_section,
      i.move_after, i.moved_at, i.carried, i.base, i.version, i.revision, coalesce(a.boost_id, i.boost_id) as now_id,
      coalesce(m.boost_id, i.move_after) as after_now
    from segment_items i
    left join boost_aliases a on a.id = i.boost_id
    left join boost_aliases m on m.id = i.move_after
    where i.segment_id = ${segmentId} ${wanted} ${changed}`.execute(db)
  const byBoost = Map.groupBy(rows, (row) => row.now_id)
  const items = new Map<string, Item>()
  const joined: Row[][] = []
  for (const [id, [row, ...more]] of byBoost) {
    if (!row) continue
    if (more.length > 0) joined.push([row, ...more])
    else items.set(id, asItem(row))
  }
  await joinItems(db, segmentId, joined, items)
  return items
}

function asItem(row: Row): Item {
  return {
    boost_id: row.now_id,
    also: row.boost_id === row.now_id ? [] : [row.boost_id],
    status: row.status,
    starred: row.starred,
    note: row.note,
    read_at: row.read_at,
    alone: row.alone,
    pinned: row.pinned,
    move: row.move_section && { section: row.move_section, after: row.after_now },
    moved_at: row.moved_at,
    carried: row.carried,
    base: row.base,
    version: row.version,
    revision: row.revision,
  }
}

/** Boosts that were joined after both were marked. */
async function joinItems(
  db: Kysely<DB>,
  segmentId: string,
  joined: readonly Row[][],
  items: Map<string, Item>,
): Promise<void> {
  if (joined.length === 0) return
  const marks = await loadMarks(
    db,
    segmentId,
    joined.flat().map((row) => row.boost_id),
  )
  for (const rows of joined) {
    const [first] = rows
    if (!first) continue
    const made = rows.flatMap((row) => marks.get(row.boost_id) ?? [])
    const base = joinBases(rows.map((row) => row.base))
    items.set(first.now_id, {
      ...foldMarks(made, base),
      boost_id: first.now_id,
      also: rows.map((row) => row.boost_id).filter((id) => id !== first.now_id),
      carried: rows.find((row) => row.carried !== null)?.carried ?? null,
      base,
      version: rows.reduce((sum, row) => sum + row.version, 0),
      revision: Math.max(...rows.map((row) => row.revision)),
    })
  }
}

/** What earlier segments left of several boosts that are one now: the star of any, the notes of all. */
export function joinBases(bases: readonly ItemBase[]): ItemBase {
  const notes = new Set(bases.flatMap((base) => base.note ?? []))
  return {
    starred: bases.some((base) => base.starred === true),
    note: notes.size === 0 ? null : [...notes].join('\n'),
    was: bases.find((base) => base.was)?.was ?? null,
  }
}

/** The marks of boosts in a segment, by the ids that they were made under. */
export async function loadMarks(
  db: Kysely<DB>,
  segmentId: string,
  boostIds: readonly string[],
): Promise<Map<string, TimedMark[]>> {
  if (boostIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('segment_marks')
    .select(['op_id', 'boost_id', 'set', 'undo', 'made_at', 'seen_version', 'version'])
    .where('segment_id', '=', segmentId)
    .where('boost_id', '=', anyOf(boostIds))
    .execute()
  return Map.groupBy(rows, (row) => row.boost_id)
}
