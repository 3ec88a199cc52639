import { z } from 'zod'
import { instantField } from '#api/contract/common.ts'

/** What a host shows at the moment; those who follow show the same. */
export const placeSchema = z.object({
  /** A group's key, `thanks` or `streams` for a whole section; null for a blank screen. */
  item: z.string().nullable(),
  person: z.string(),
  device: z.string(),
  at: instantField,
})
export type Place = z.infer<typeof placeSchema>

/** How hosts read: time for an item is `seconds_per_item` and its words at `words_per_minute`. */
export const paceSchema = z.object({
  seconds_per_item: z.number(),
  words_per_minute: z.number(),
  /** From how many turns that were read on air it was measured; 0: what is usual. */
  measured: z.int(),
})
export type Pace = z.infer<typeof paceSchema>

/** What a reading view shows: a group's key, `thanks` or `streams`. */
export const shownField = z.string().min(1).max(200)
/** `PUT /segments/{id}/place`, by every reading view on every step: chapters and pace are made from it. */
export const putPlaceSchema = z.strictObject({
  /** A group's key, `thanks` or `streams`; null for a blank screen. */
  item: shownField.nullable(),
  /** Names the device among those of its person. */
  device: z.string().trim().min(1).max(100),
  /** How long ago it was shown; null: just now. */
  elapsed_ms: z.number().min(0).max(31_536_000_000).nullable().default(null),
  /** The reading view was left: nothing is shown any more, and those who follow stay where they are. */
  left: z.boolean().default(false),
  /** Words in what is shown, for the pace. */
  words: z.int().min(0).max(100_000).nullable().default(null),
  /** What was shown before, while the server was away. */
  before: z
    .array(
      z.strictObject({
        item: shownField.nullable(),
        elapsed_ms: z.number().min(0).max(31_536_000_000),
        words: z.int().min(0).max(100_000).nullable().default(null),
      }),
    )
    .max(2000)
    .default([]),
})
export type PutPlace = z.infer<typeof putPlaceSchema>
