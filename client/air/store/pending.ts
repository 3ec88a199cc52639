import type { Mark, MarkedItem, MarkSet } from '#api/contract/air/mark.ts'
import type { SegmentGroup } from '#api/contract/air/section.ts'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import type { DeviceTime } from '#client/air/store/device-time.ts'
import { isPinned, mapBoosts, withGroups } from '#client/air/store/segment-parts.ts'

/** An operation that the server has not confirmed yet. */
export type Pending = {
  segment_id: string
  op: Omit<Mark, 'elapsed_ms'>
  /** What the page shows for it: the mark, or for an undo what was there before. */
  shows: MarkSet
  /** When it was made: by a clock that only counts while this page is open, and by the device's own for after that. */
  made: DeviceTime
}

/** The segment as it will be once the operations have arrived. */
export function withPending(segment: SegmentJson, pending: readonly Pending[]): SegmentJson {
  const own = pending.filter((one) => one.segment_id === segment.id)
  if (own.length === 0) return segment
  const sets = new Map<string, MarkSet>()
  for (const { op, shows } of own) sets.set(op.boost_id, { ...sets.get(op.boost_id), ...shows })
  const marked = mapBoosts(segment, (boost) => {
    const set = sets.get(boost.id)
    if (!set) return boost
    const { item } = boost
    const { status = item.status, starred = item.starred, note = item.note, pinned = item.pinned } = set
    return { ...boost, item: { ...item, status, starred, note, pinned } }
  })
  return withGroups(withMoves(marked, own), pinnedFirst)
}

/** What is pinned comes first in its section, as the server has it. */
function pinnedFirst(groups: SegmentGroup[]): SegmentGroup[] {
  const isFirst = groups.map(isPinned)
  // Where nothing moves, it is the same list.
  if (isFirst.lastIndexOf(true) < isFirst.filter(Boolean).length) return groups
  return [...groups.filter(isPinned), ...groups.filter((group) => !isPinned(group))]
}

/** The segment with each group where the operations have put it. */
export function withMoves(segment: SegmentJson, pending: readonly Pending[]): SegmentJson {
  return pending.reduce(
    (moved, { op, shows, segment_id }) =>
      shows.move && segment_id === segment.id ? moveGroup(moved, op.boost_id, shows.move) : moved,
    segment,
  )
}

/** The segment with what the server says of some items. */
export function withItems(segment: SegmentJson, items: readonly MarkedItem[]): SegmentJson {
  const byId = new Map(
    items.flatMap((one) => [one.boost_id, ...one.also].map((id) => [id, one.item] as const)),
  )
  return mapBoosts(segment, (boost) => {
    const item = byId.get(boost.id)
    return item && item.version > boost.item.version ? { ...boost, item } : boost
  })
}

/** Puts the group of a boost behind the group of another in a section, or to the section's top. */
function moveGroup(
  segment: SegmentJson,
  boostId: string,
  { section, after }: NonNullable<MarkSet['move']>,
): SegmentJson {
  let moving: SegmentGroup | undefined
  const without = withGroups(segment, (groups) => {
    moving = groups.find((group) => holds(group, boostId)) ?? moving
    return groups.filter((group) => !holds(group, boostId))
  })
  const group = moving
  if (!group) return segment
  return withGroups(without, (groups, { kind }) => {
    if (kind !== section) return groups
    const at = after === null ? 0 : groups.findIndex((other) => holds(other, after)) + 1
    return [...groups.slice(0, at), { ...group, moved: true }, ...groups.slice(at)]
  })
}

function holds(group: SegmentGroup, boostId: string): boolean {
  return group.boosts.some((boost) => boost.id === boostId)
}
