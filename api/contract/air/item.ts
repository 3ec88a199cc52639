import { z } from 'zod'
import { instantField } from '#api/contract/common.ts'

/** The parts of the running order, in the order in which they are read; streams come last and hold no boosts. */
export const sectionKindSchema = z.enum(['baller', 'boosts', 'fiat', 'member', 'thanks'])
export type SectionKind = z.infer<typeof sectionKindSchema>
export const SECTION_KINDS = sectionKindSchema.options

/** Every part that holds boosts: last, what was claimed and no wallet has received, which is in no sum. */
export const boostSectionKindSchema = z.enum([...SECTION_KINDS, 'unproven'])
export type BoostSectionKind = z.infer<typeof boostSectionKindSchema>

export const itemStatusSchema = z.enum(['unread', 'read', 'skipped', 'held'])
export type ItemStatus = z.infer<typeof itemStatusSchema>

/** What hosts have said of a boost in this segment. */
export const segmentItemSchema = z.object({
  status: itemStatusSchema,
  starred: z.boolean(),
  /** A producer's note; where two devices wrote one each without seeing the other's, both, one a line. */
  note: z.string().nullable(),
  /** When it was marked read; null unless it is. */
  read_at: instantField.nullable(),
  /** Grows with every mark of this boost; 0 where there is none. Sent back as `seen_version`. */
  version: z.int(),
  /** First in its section, and never only thanked for being small. */
  pinned: z.boolean(),
  /** Taken out of its supporter's group, to be read by itself. */
  alone: z.boolean(),
  /** Why it is here although its time or a former segment says otherwise: held or unread there, or taken in from the older ones. */
  carried: z.enum(['held', 'unread', 'older']).nullable(),
})
export type SegmentItem = z.infer<typeof segmentItemSchema>
