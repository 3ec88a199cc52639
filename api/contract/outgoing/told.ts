import { z } from 'zod'
import { boostSchema } from '#api/contract/boost.ts'
import {
  idField,
  instantField,
  pageQuerySchema,
  pageSchema,
  showRefSchema,
  textField,
} from '#api/contract/common.ts'

/** What happened that is of no one boost. */
export const factSchema = z.object({
  /** A sentence. */
  said: z.string(),
  show: showRefSchema.nullable(),
  /** What was reached or sums up, where it is a number: boosts, sats, hours. */
  value: z.int().nullable(),
  at: instantField,
})
export type Fact = z.infer<typeof factSchema>

const eventField = z.enum([
  'arrived',
  'reported',
  'proven',
  'read',
  'round',
  'silent',
  'closed',
  'goal',
  'test',
])

export const firingSchema = z.object({
  id: idField,
  way: z.string(),
  event: eventField,
  /** Null of a test, of one that is no more, and where it is of no boost. */
  boost: boostSchema.nullable(),
  fact: factSchema.nullable(),
  /** `left_out`: hidden, taken back or merged before it was told, or nothing for this way. */
  state: z.enum(['waiting', 'sent', 'failed', 'left_out']),
  attempts: z.int(),
  queued_at: instantField,
  tried_at: instantField.nullable(),
  answer: z.string().nullable(),
})
export type FiringJson = z.infer<typeof firingSchema>
export const firingListSchema = pageSchema(firingSchema)
export const firingQuerySchema = pageQuerySchema.extend({
  way: textField(1, 100).optional(),
  state: z.enum(['waiting', 'sent', 'failed', 'left_out']).optional(),
})
export type FiringQuery = z.output<typeof firingQuerySchema>

/** What a webhook of Readout's own sends: of a boost, or of something else that happened. */
export const outgoingBodySchema = z.object({
  /** The same however often it is sent: what came before need not be taken again. */
  id: idField,
  event: eventField,
  boost: boostSchema.nullable(),
  fact: factSchema.nullable(),
})
export type OutgoingBody = z.infer<typeof outgoingBodySchema>
