import type { BoostSection, SegmentBoost, SegmentGroup, StreamSection } from '#api/contract/air/section.ts'
import type { SegmentJson } from '#api/contract/air/segment.ts'

/** A row of the list: a section's head, one boost with its group on the first of them, or the streams. */
export type AirRow =
  | { key: string; kind: 'section'; section: BoostSection; isOpen: boolean; isFoldable: boolean }
  | {
      key: string
      kind: 'boost'
      section: BoostSection
      group: SegmentGroup
      boost: SegmentBoost
      isFirst: boolean
    }
  | { key: string; kind: 'streams'; section: StreamSection }

/** @param q words to look for in messages and names */
export type RowChoice = { q: string; opened: ReadonlySet<string> }

/** Lays a segment out as rows. Thanks are names and a sum in a line until they are unfolded; a search looks into them. */
export function layAirRows(segment: SegmentJson, { q, opened }: RowChoice): AirRow[] {
  const wanted = q.trim().toLowerCase()
  return segment.sections.flatMap((section): AirRow[] => {
    if (section.kind === 'streams')
      return section.payments > 0 && wanted === '' ? [{ key: 'streams', kind: 'streams', section }] : []
    const isFoldable = section.kind === 'thanks'
    const isOpen = !isFoldable || opened.has(section.kind) || wanted !== ''
    const boosts = section.groups.flatMap((group) =>
      group.boosts
        .filter((boost) => holds(group, boost, wanted))
        .map(
          (boost, index): AirRow => ({
            key: boost.id,
            kind: 'boost',
            section,
            group,
            boost,
            isFirst: index === 0,
          }),
        ),
    )
    if (boosts.length === 0) return []
    const head: AirRow = { key: section.kind, kind: 'section', section, isOpen, isFoldable }
    return isOpen ? [head, ...boosts] : [head]
  })
}

function holds(group: SegmentGroup, boost: SegmentBoost, wanted: string): boolean {
  if (wanted === '') return true
  return `${group.supporter.name}\n${boost.message ?? ''}\n${boost.item.note ?? ''}`
    .toLowerCase()
    .includes(wanted)
}
