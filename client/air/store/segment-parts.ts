import type { BoostSection, SegmentBoost, SegmentGroup, StreamSection } from '#api/contract/air/section.ts'
import type { SegmentJson } from '#api/contract/air/segment.ts'

/** The sections that hold boosts. */
export function boostSections(segment: SegmentJson): BoostSection[] {
  return segment.sections.filter(isBoostSection)
}

/** The section of streamed sats. */
export function streamSection(segment: SegmentJson): StreamSection | undefined {
  return segment.sections.find((section): section is StreamSection => section.kind === 'streams')
}

/** Whether a host wants it first. */
export function isPinned({ boosts }: SegmentGroup): boolean {
  return boosts.some(({ item }) => item.pinned)
}

/** All groups in running order. */
export function groupsOf(segment: SegmentJson): SegmentGroup[] {
  return boostSections(segment).flatMap(({ groups }) => groups)
}

/** All boosts in running order. */
export function boostsOf(segment: SegmentJson): SegmentBoost[] {
  return groupsOf(segment).flatMap(({ boosts }) => boosts)
}

/** The segment with each boost as `change` makes it, and what is counted of them counted anew. */
export function mapBoosts(
  segment: SegmentJson,
  change: (boost: SegmentBoost) => SegmentBoost | null,
): SegmentJson {
  return withGroups(segment, (groups) =>
    groups.flatMap((group) => {
      const boosts = group.boosts.flatMap((boost) => change(boost) ?? [])
      if (boosts.length === 0) return []
      const same = boosts.length === group.boosts.length && boosts.every((b, at) => b === group.boosts[at])
      return [same ? group : { ...group, boosts }]
    }),
  )
}

/** The segment with each section's groups as `change` makes them, and unread and held ones counted anew. */
export function withGroups(
  segment: SegmentJson,
  change: (groups: SegmentGroup[], section: BoostSection) => SegmentGroup[],
): SegmentJson {
  const sections = segment.sections.map((section) => {
    if (!isBoostSection(section)) return section
    const groups = change(section.groups, section)
    const boosts = groups.flatMap((group) => group.boosts)
    return {
      ...section,
      groups,
      boosts: boosts.filter((boost) => section.kind === 'unproven' || boost.claim !== 'unproven').length,
      unread: boosts.filter(({ item }) => item.status === 'unread').length,
    }
  })
  const counted = sections.filter(isBoostSection).filter(({ kind }) => kind !== 'unproven')
  const boosts = counted.flatMap(({ groups }) => groups.flatMap((group) => group.boosts))
  return {
    ...segment,
    sections,
    totals: {
      ...segment.totals,
      boosts: boosts.filter(({ claim }) => claim !== 'unproven').length,
      unread: counted.reduce((sum, { unread }) => sum + unread, 0),
      unread_above_thanks: counted.reduce(
        (sum, { kind, unread }) => (kind === 'thanks' ? sum : sum + unread),
        0,
      ),
      held: boosts.filter(({ item }) => item.status === 'held').length,
    },
  }
}

function isBoostSection(section: SegmentJson['sections'][number]): section is BoostSection {
  return section.kind !== 'streams'
}
