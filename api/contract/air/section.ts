import { z } from 'zod'
import { boostSectionKindSchema, segmentItemSchema } from '#api/contract/air/item.ts'
import { boostSchema } from '#api/contract/boost.ts'
import {
  fiatAmountSchema,
  idField,
  instantField,
  msatField,
  supporterRefSchema,
} from '#api/contract/common.ts'

/**
 * What to look at before reading it aloud.
 * - doubtful_claim: the app claims more than arrived; `text` is the claimed number of sats
 * - possible_double: payments that contradict each other; maybe there twice
 * - link: the message holds a link; `text` is it
 * - word_in_message, word_in_name: a word of the show's list; `text` is it
 */
export const warningSchema = z.object({
  kind: z.enum(['doubtful_claim', 'possible_double', 'link', 'word_in_message', 'word_in_name']),
  text: z.string().nullable(),
})
export type Warning = z.infer<typeof warningSchema>

/** A boost as part of a segment. Of a closed one, everything is as it was when it was closed. */
export const segmentBoostSchema = boostSchema.extend({
  item: segmentItemSchema,
  /** What the counted sats are worth in the show's currency at the time; null where no rate is known. */
  value: fiatAmountSchema.nullable(),
  /** Names of the numbers it plays with, e.g. `Leet`. */
  badges: z.array(z.string()),
  warnings: z.array(warningSchema),
  /** It is the supporter's n-th boost to the show, 1 for the first; null for an anonymous one. */
  nth: z.int().nullable(),
  /** The supporter's last boost before this segment; null for a first one or an anonymous one. */
  last_sent_at: instantField.nullable(),
  /** Of a closed segment: what it is now, where that differs (a late split, a correction, joined to another); else null. */
  now: z
    .object({
      id: idField.nullable(),
      counted_msat: msatField,
      received_msat: msatField,
      message: z.string().nullable(),
      supporter: supporterRefSchema,
    })
    .nullable(),
})
export type SegmentBoost = z.infer<typeof segmentBoostSchema>

/** What a supporter has done for the show so far, this segment included. */
export const supporterHistorySchema = z.object({
  boost_count: z.int(),
  counted_msat: msatField,
  /** The last boost before this segment. */
  last_sent_at: instantField.nullable(),
  /** So many of the show's episodes in a row, up to the newest they have boosted in this segment; 0 where no episode is known. */
  episode_run: z.int(),
})
export type SupporterHistory = z.infer<typeof supporterHistorySchema>

/** One turn of the host: a supporter's boosts in this section together, or one boost alone. */
export const segmentGroupSchema = z.object({
  /** Names what is shown and followed; stays the same while boosts arrive and the group moves. */
  key: z.string(),
  supporter: supporterRefSchema,
  /** How to say the name aloud. */
  say_as: z.string().nullable(),
  /** The hosts' note on the supporter. */
  about: z.string().nullable(),
  /** Of the boosts that came as sats. */
  counted_msat: msatField,
  value: fiatAmountSchema.nullable(),
  /** Of the boosts that came as fiat, by currency. */
  fiat: z.array(fiatAmountSchema),
  /** Of the sum, where it is made of more than one boost. */
  badges: z.array(z.string()),
  /** Put where it is by a host. */
  moved: z.boolean(),
  /** Null for an anonymous one. */
  history: supporterHistorySchema.nullable(),
  boosts: z.array(segmentBoostSchema),
})
export type SegmentGroup = z.infer<typeof segmentGroupSchema>

export const boostSectionSchema = z.object({
  kind: boostSectionKindSchema,
  counted_msat: msatField,
  fiat: z.array(fiatAmountSchema),
  /** How many boosts; how many of them are unread. */
  boosts: z.int(),
  unread: z.int(),
  groups: z.array(segmentGroupSchema),
})
export type BoostSection = z.infer<typeof boostSectionSchema>

export const streamSectionSchema = z.object({
  kind: z.literal('streams'),
  received_msat: msatField,
  payments: z.int(),
  /** Listeners that are known; anonymous ones are nobody in particular. */
  supporters: z.int(),
})
export type StreamSection = z.infer<typeof streamSectionSchema>
