import { z } from 'zod'
import { placeSchema } from '#api/contract/air/place.ts'

export const deviceField = z.string().trim().min(1).max(100)

/** What a device of a host does: reads, follows who reads, is a remote of a reading view, or produces. */
export const doingSchema = z.enum(['reads', 'follows', 'remote', 'produces'])
export type Doing = z.infer<typeof doingSchema>

/** `POST /segments/{id}/presence`, now and then by every screen of a segment: all others hear of it, and nothing is kept. */
export const presenceSchema = z.strictObject({
  device: deviceField,
  doing: doingSchema,
  /** It is there no more. */
  left: z.boolean().default(false),
})

/** The buttons of a remote. */
export const pressActionSchema = z.enum(['next', 'back', 'skip', 'hold'])
export type PressAction = z.infer<typeof pressActionSchema>

/** `POST /segments/{id}/press`: presses a button of the reading view on another device; null: of the one that shows last. */
export const pressSchema = z.strictObject({
  screen: deviceField.nullable().default(null),
  action: pressActionSchema,
})
/** Which reading view was told; what it shows then is its own to say. */
export const pressAnswerSchema = z.object({ screen: z.string(), place: placeSchema.nullable() })
