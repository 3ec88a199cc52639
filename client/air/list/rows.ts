import type { BoostSection, SegmentBoost, SegmentGroup, StreamSection } from '#api/contract/air/section.ts'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import { type Cut, cutOf } from '#client/air/plan/cut.ts'

export type BoostRow = {
  key: string
  kind: 'boost'
  section: BoostSection
  group: SegmentGroup
  boost: SegmentBoost
  isFirst: boolean
  /** Boosts that are folded under it: they go with it. */
  under: string[]
}

/**
 * A row of the list: a section's head, one boost with its group on the first of them, those of a group that have no words in one,
 * the streams, or where the time ends.
 */
export type AirRow =
  | { key: string; kind: 'section'; section: BoostSection; isOpen: boolean; isFoldable: boolean }
  | BoostRow
  | { key: string; kind: 'silent'; group: SegmentGroup; boosts: SegmentBoost[] }
  | { key: string; kind: 'streams'; section: StreamSection }
  | { key: 'cut'; kind: 'cut'; cut: Cut }

/**
 * @param q words to look for in messages and names
 * @param opened sections and groups that are unfolded, by kind and key
 */
export type RowChoice = { q: string; opened: ReadonlySet<string> }

/**
 * Lays a segment out as rows. Thanks are names and a sum in a line until they are unfolded, and so is what a supporter sent
 * without words; a search looks into them. A line says where the time ends that is planned.
 */
export function layAirRows(segment: SegmentJson, { q, opened }: RowChoice): AirRow[] {
  const wanted = q.trim().toLowerCase()
  const cut = wanted === '' && segment.closed_at === null ? cutOf(segment) : null
  const isFolding = wanted === '' && segment.plan?.fold !== false
  return segment.sections.flatMap((section): AirRow[] => {
    if (section.kind === 'streams')
      return section.payments > 0 && wanted === '' ? [{ key: 'streams', kind: 'streams', section }] : []
    const isFoldable = section.kind === 'thanks'
    const isOpen = !isFoldable || opened.has(section.kind) || wanted !== ''
    const boosts = section.groups.flatMap((group): AirRow[] => {
      const rows = rowsOf(section, group, {
        wanted,
        isFolding: isFolding && !opened.has(group.key),
      })
      return cut?.key === group.key ? [{ key: 'cut', kind: 'cut', cut }, ...rows] : rows
    })
    if (boosts.length === 0) return []
    const head: AirRow = { key: section.kind, kind: 'section', section, isOpen, isFoldable }
    return isOpen ? [head, ...boosts] : [head]
  })
}

function rowsOf(
  section: BoostSection,
  group: SegmentGroup,
  { wanted, isFolding }: { wanted: string; isFolding: boolean },
): AirRow[] {
  const found = group.boosts.filter((boost) => holds(group, boost, wanted))
  const [first] = found.some((boost) => !isSilent(boost)) ? found.filter((boost) => !isSilent(boost)) : found
  const silent = isFolding ? found.filter((boost) => boost !== first && isSilent(boost)) : []
  const rows = found
    .filter((boost) => !silent.includes(boost))
    .map((boost, index): AirRow => {
      const under = index === 0 ? silent.map(({ id }) => id) : []
      return { key: boost.id, kind: 'boost', section, group, boost, isFirst: index === 0, under }
    })
  return silent.length === 0
    ? rows
    : [...rows, { key: `silent ${group.key}`, kind: 'silent', group, boosts: silent }]
}

/** Whether nothing of it is to be read or looked at. */
function isSilent({ message, item, warnings }: SegmentBoost): boolean {
  return message === null && item.note === null && !item.starred && warnings.length === 0
}

/** The boosts that a row stands for. */
export function idsOf({ boost, under }: BoostRow): string[] {
  return [boost.id, ...under]
}

function holds(group: SegmentGroup, boost: SegmentBoost, wanted: string): boolean {
  if (wanted === '') return true
  return `${group.supporter.name}\n${boost.message ?? ''}\n${boost.item.note ?? ''}`
    .toLowerCase()
    .includes(wanted)
}
