import type { SectionKind } from '#api/contract/air/item.ts'
import type { MarkSet } from '#api/contract/air/mark.ts'
import type { BoostSection, SegmentGroup } from '#api/contract/air/section.ts'

export type Move = NonNullable<MarkSet['move']>

/**
 * Where a group goes by one step up or down, over the edge of its section into the next one.
 * @param sections those that hold boosts, in order
 * @returns null where it is at the end
 */
export function stepGroup(all: readonly BoostSection[], key: string, way: 1 | -1): Move | null {
  const sections = all.filter(isPlaced)
  const from = sections.findIndex(({ groups }) => groups.some((group) => group.key === key))
  const section = sections[from]
  if (!section) return null
  const at = section.groups.findIndex((group) => group.key === key)
  const others = section.groups.filter((group) => group.key !== key)
  const to = at + way
  if (to >= 0 && to <= others.length) return { section: section.kind, after: idOf(others[to - 1]) }
  const next = sections[from + way]
  if (!next) return null
  return { section: next.kind, after: way === 1 ? null : idOf(next.groups.at(-1)) }
}

/**
 * Where groups go that are dropped on another, before or behind it, in the order in which they stand.
 * @returns for the first boost of each; none where nothing may go there
 */
export function dropOn(
  groups: readonly SegmentGroup[],
  section: BoostSection,
  { key, isBefore }: { key: string; isBefore: boolean },
): Map<string, Move> {
  if (!isPlaced(section)) return new Map()
  const moving = new Set(groups.map((group) => group.key))
  const at = section.groups.findIndex((group) => group.key === key)
  const before = section.groups.slice(0, isBefore ? at : at + 1).findLast((group) => !moving.has(group.key))
  return inARow(groups, { section: section.kind, after: idOf(before) })
}

/** Where groups go that are put at the top of a section. */
export function allToTop(groups: readonly SegmentGroup[], section: SectionKind): Map<string, Move> {
  return inARow(groups, toTop(section))
}

/** Each behind the one before. */
function inARow(groups: readonly SegmentGroup[], { section, after }: Move): Map<string, Move> {
  const ids = groups.flatMap((group) => idOf(group) ?? [])
  return new Map(ids.map((id, index) => [id, { section, after: ids[index - 1] ?? after }]))
}

/** To the top of a section. */
export function toTop(section: SectionKind): Move {
  return { section, after: null }
}

type Placed = BoostSection & { kind: SectionKind }

/** What no wallet has received stands by itself: nothing goes there or from there. */
function isPlaced(section: BoostSection): section is Placed {
  return section.kind !== 'unproven'
}

function idOf(group: SegmentGroup | undefined): string | null {
  return group?.boosts[0]?.id ?? null
}
