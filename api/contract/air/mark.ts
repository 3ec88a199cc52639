import { z } from 'zod'
import { itemStatusSchema, sectionKindSchema, segmentItemSchema } from '#api/contract/air/item.ts'
import { placeSchema } from '#api/contract/air/place.ts'
import { cueSchema } from '#api/contract/air/plan.ts'
import { idField, instantField } from '#api/contract/common.ts'

/** What a mark says; what is left out stays as it is. */
export const markSetSchema = z
  .strictObject({
    status: itemStatusSchema,
    starred: z.boolean(),
    /** Replaces the notes that the device had seen (`seen_version`); null or empty takes them away. Others are kept beside it. */
    note: z.string().max(2000).nullable(),
    /**
     * Moves the boost's whole group into a section: after the group that holds the boost `after`, or to its top (null). As a
     * whole, null gives the place back to the rules.
     */
    move: z.strictObject({ section: sectionKindSchema, after: idField.nullable() }).nullable(),
    alone: z.boolean(),
    /** Puts the boost's group first in its section, and above Thanks however small it is. */
    pinned: z.boolean(),
  })
  .partial()
export type MarkSet = z.infer<typeof markSetSchema>

/**
 * One operation of a device. Operations take effect in the order in which hosts made them, however late and however often they
 * arrive.
 */
export const markSchema = z.strictObject({
  /** Made by the device; the same one is never taken twice. */
  op_id: idField,
  /** Any id that the boost has had. */
  boost_id: idField,
  set: markSetSchema.default({}),
  /** Takes an operation back, as if it had never been made, whether it has arrived yet or not. */
  undo: idField.nullable().default(null),
  /** The item’s version on the device when the mark was made; as large as the column holds. */
  seen_version: z.int().min(0).max(2_147_483_647).nullable().default(null),
  /** How long ago it was made, by a clock of the device that only counts; null: just now. */
  elapsed_ms: z.number().min(0).max(31_536_000_000).nullable().default(null),
})
export type Mark = z.infer<typeof markSchema>
/** `POST /segments/{id}/marks`. A lost answer is no harm: send them again. */
export const marksSchema = z.array(markSchema).min(1).max(1000)

/** An item as it is now, under the boost's id of now; `also` are other ids of it that a device may still know. */
export const markedItemSchema = z.object({
  boost_id: idField,
  also: z.array(idField),
  item: segmentItemSchema,
  /** Where a host has put its group; null: where the rules do. */
  move: z.object({ section: sectionKindSchema, after: idField.nullable() }).nullable(),
})
export type MarkedItem = z.infer<typeof markedItemSchema>
export const marksAnswerSchema = z.object({
  items: z.array(markedItemSchema),
  /** Not taken, for good: drop them. */
  rejected: z.array(z.object({ op_id: idField, boost_id: idField, error: z.string() })),
  revision: z.int(),
})
export type MarksAnswer = z.infer<typeof marksAnswerSchema>

/** `GET /segments/{id}/marks?after=REVISION`: the items that were marked since, and the revision to go on from. */
export const marksQuerySchema = z.object({ after: z.coerce.number().int().min(0).default(0) })
export const marksSinceSchema = z.object({
  items: z.array(markedItemSchema),
  revision: z.int(),
  place: placeSchema.nullable(),
  cue: cueSchema.nullable(),
  closed_at: instantField.nullable(),
  /** More than marks has changed (order, floor, recording, closing): read the whole segment again. */
  reload: z.boolean(),
})
export type MarksSince = z.infer<typeof marksSinceSchema>
