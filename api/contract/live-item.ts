import { z } from 'zod'
import { boostSchema } from '#api/contract/boost.ts'
import { episodeRefSchema, instantField, msatField } from '#api/contract/common.ts'
import { episodeJoinSchema } from '#api/contract/show.ts'

/** A show that its feed announces, that is on, or that was in the last day. */
export const liveItemSchema = z.object({
  title: z.string().nullable(),
  status: z.enum(['pending', 'live', 'ended']),
  /** As announced. */
  start_at: instantField.nullable(),
  /** When it was first seen on, and first seen over. */
  began_at: instantField.nullable(),
  ended_at: instantField.nullable(),
  episode: episodeRefSchema,
  /** Sent during it: those that name it, and those of its time that name no episode. */
  count: z.int(),
  counted_msat: msatField,
  /** The last 50, the newest first. */
  boosts: z.array(boostSchema),
  /** The published episode that it may be, where it is not joined with one. */
  published: episodeRefSchema.nullable(),
  /** A host parted it from another: no rule joins it again. */
  parted: z.boolean(),
  /** The episode that it was joined with, where that can be undone. */
  joined: episodeJoinSchema.extend({ episode: episodeRefSchema }).nullable(),
})
export type LiveItemJson = z.infer<typeof liveItemSchema>
export const liveItemListSchema = z.object({ items: z.array(liveItemSchema) })
