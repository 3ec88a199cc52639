import { z } from 'zod'
import { ACTIONS } from '#api/contract/action.ts'
import {
  episodeRefSchema,
  fiatAmountSchema,
  flagField,
  idField,
  instantField,
  instantQuery,
  msatField,
  pageQuerySchema,
  pageSchema,
  showRefSchema,
  slugField,
  supporterRefSchema,
  textQuery,
} from '#api/contract/common.ts'
import { RAILS } from '#api/contract/rail.ts'

export const paymentSchema = z.object({
  id: idField,
  action: z.enum(ACTIONS).nullable(),
  show: showRefSchema.nullable(),
  episode: episodeRefSchema.nullable(),
  supporter: supporterRefSchema.nullable(),
  app: z.string().nullable(),
  message: z.string().nullable(),
  position_s: z.int().nullable(),
  claimed_msat: msatField.nullable(),
  wallet: z.string(),
  rail: z.enum(RAILS),
  amount_msat: msatField.nullable(),
  fee_msat: msatField,
  fiat: fiatAmountSchema.extend({ fee_minor: z.int() }).nullable(),
  price: fiatAmountSchema.nullable(),
  settled_at: instantField,
  boost_id: idField.nullable(),
  needs_look: z.string().nullable(),
  set_aside: z.boolean(),
  memo: z.string().nullable(),
  /** False where a shared wallet received it and nothing says that it is the show's. */
  ours: z.boolean(),
  refund_of: idField.nullable(),
})
export type PaymentJson = z.infer<typeof paymentSchema>
export const paymentListSchema = pageSchema(paymentSchema)

export const paymentListQuerySchema = pageQuerySchema.extend({
  source: textQuery(200).optional(),
  wallet: textQuery(200).optional(),
  show: slugField.optional(),
  episode: idField.optional(),
  supporter: z.union([idField, z.literal('anonymous')]).optional(),
  action: z.enum(ACTIONS).optional(),
  needs_look: flagField.optional(),
  set_aside: flagField.optional(),
  /** Whether they belong to a show. */
  attributed: flagField.optional(),
  since: instantQuery.optional(),
  until: instantQuery.optional(),
})
export type PaymentListQuery = z.infer<typeof paymentListQuerySchema>

/** Attaches a payment to a show by hand, sets it aside, or says that it was looked at (`needs_look: null`). */
export const paymentPatchSchema = z
  .strictObject({
    show: slugField.nullable(),
    episode: idField.nullable(),
    supporter: idField.nullable(),
    sender_name: z.string().max(200).nullable(),
    action: z.enum(ACTIONS),
    message: z.string().max(10_000).nullable(),
    set_aside: z.boolean(),
    needs_look: z.null(),
  })
  .partial()
export type PaymentPatch = z.infer<typeof paymentPatchSchema>

export const recordStatusSchema = z.enum(['recorded', 'updated', 'duplicate', 'conflict'])
export type RecordStatus = z.infer<typeof recordStatusSchema>

export const recordResultSchema = z.object({
  index: z.int(),
  payment_id: idField,
  boost_id: idField.nullable(),
  status: recordStatusSchema,
})
export const rejectionSchema = z.object({
  index: z.int(),
  error: z.string(),
  /** It was settled ahead of this machine's clock: send it again later. */
  retry: z.literal(true).optional(),
})
export const recordCountsSchema = z.object({
  recorded: z.int(),
  updated: z.int(),
  duplicates: z.int(),
  conflicts: z.int(),
  rejected: z.array(rejectionSchema),
})
export const recordSummarySchema = recordCountsSchema.extend({ results: z.array(recordResultSchema) })
export type RecordResult = z.infer<typeof recordResultSchema>
export type Rejection = z.infer<typeof rejectionSchema>
export type RecordCounts = z.infer<typeof recordCountsSchema>

/** What a webhook is answered: what became of the payment, or why there is none. */
export const webhookAnswerSchema = z.union([
  recordResultSchema.omit({ index: true }),
  z.object({ status: z.literal('skipped'), reason: z.string() }),
])
export type WebhookAnswer = z.infer<typeof webhookAnswerSchema>
export type RecordSummary = z.infer<typeof recordSummarySchema>
