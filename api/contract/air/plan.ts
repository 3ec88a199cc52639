import { z } from 'zod'

const groupOrderSchema = z.enum(['largest', 'arrival'])
export type GroupOrder = z.infer<typeof groupOrderSchema>

/** In which order the groups of each section come. */
export const orderSchema = z.strictObject({
  baller: groupOrderSchema,
  boosts: groupOrderSchema,
  fiat: groupOrderSchema,
  member: groupOrderSchema,
  thanks: groupOrderSchema,
})

/** How long a segment is to take; null: nobody has said. */
export const targetField = z.int().min(60).max(86_400).nullable()

/** How a segment is read today. */
export const planSchema = z.strictObject({
  /** How long it is to take, in seconds; null: nobody has said. */
  target_s: targetField,
  /** Sats boosts of less are thanked by name and not read, but for pinned ones; null: the show's marks alone say which. */
  from_sats: z.int().min(0).max(2_100_000_000_000_000).nullable(),
  order: orderSchema,
  /** What has no words is one line under its supporter's others. */
  fold: z.boolean(),
})
export type Plan = z.infer<typeof planSchema>

/** A plan that a show keeps under a name. */
export const presetSchema = z.strictObject({ name: z.string().trim().min(1).max(60), plan: planSchema })
export type Preset = z.infer<typeof presetSchema>

/** A line that a producer sends to whoever reads: `Wrap up`. */
export const cueSchema = z.object({
  id: z.uuid(),
  text: z.string(),
  person: z.string(),
  at: z.iso.datetime(),
})
export type Cue = z.infer<typeof cueSchema>

/** `PUT /segments/{id}/cue`: null takes the line away, as seen or as done with. */
export const putCueSchema = z.strictObject({ text: z.string().trim().min(1).max(200).nullable() })
export const cueAnswerSchema = z.object({ cue: cueSchema.nullable() })
