import type { BoostSection, SegmentGroup, StreamSection } from '#api/contract/air/section.ts'
import type { SegmentJson } from '#api/contract/air/segment.ts'

/** A group of a closed segment, its boosts by id: each lies in its own row. */
export type FrozenGroup = Omit<SegmentGroup, 'boosts'> & { boosts: string[] }
export type FrozenSection = Omit<BoostSection, 'groups' | 'unread'> & { groups: FrozenGroup[] }

/** What a closed segment was, but for its boosts and their marks. */
export type FrozenHead = Pick<SegmentJson, 'totals' | 'wallets' | 'needs_look' | 'older' | 'title'> & {
  sections: FrozenSection[]
  streams: StreamSection
}
