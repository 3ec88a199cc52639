import { z } from 'zod'
import {
  episodeRefSchema,
  fiatAmountSchema,
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
import { paymentSchema } from '#api/contract/payment.ts'

export const claimSchema = z.enum(['confirmed', 'doubtful', 'unknown', 'unproven'])

export const boostSchema = z.object({
  id: idField,
  action: z.enum(['boost', 'auto']),
  show: showRefSchema,
  episode: episodeRefSchema.nullable(),
  supporter: supporterRefSchema,
  app: z.string().nullable(),
  message: z.string().nullable(),
  position_s: z.int().nullable(),
  claimed_msat: msatField.nullable(),
  received_msat: msatField,
  counted_msat: msatField,
  claim: claimSchema,
  fiat: fiatAmountSchema.nullable(),
  price: fiatAmountSchema.nullable(),
  free: z.boolean(),
  payment_count: z.int(),
  sent_at: instantField,
  recorded_at: instantField,
  updated_at: instantField,
  link: z.string().nullable(),
  /** What was on as it was sent: another's song, or a guest. */
  playing: z.string().nullable(),
  hidden: z.boolean(),
  possible_double: z.boolean(),
  difference: z.string().nullable(),
  /** Of an unproven one, why it is shown nowhere but where it is asked for. */
  dropped: z.enum(['dismissed', 'withdrawn']).nullable(),
})
export type BoostJson = z.infer<typeof boostSchema>

/** A payment as part of its boost, with its metadata as received. */
export const boostPaymentSchema = paymentSchema.extend({
  payment_hash: z.string().nullable(),
  recipient: z.string().nullable(),
  memo: z.string().nullable(),
  metadata: z.array(
    z.object({
      source: z.string(),
      ref: z.string(),
      recorded_at: instantField,
      correction: z.string().nullable(),
      /** As text; invalid UTF-8 shows as replacement characters, `raw_base64` has the bytes. */
      raw: z.string().nullable(),
      raw_base64: z.string().nullable(),
      /** What the source reported, word for word, as JSON without preimages; null where that was not kept. */
      reported: z.string().nullable(),
    }),
  ),
})
export type BoostPaymentJson = z.infer<typeof boostPaymentSchema>
export const boostPaymentListSchema = pageSchema(boostPaymentSchema)

/** A boost as somebody reported it: an app by posting it, a note or a receipt on Nostr. It is no money. */
export const boostClaimSchema = z.object({
  id: idField,
  route: z.enum(['metaboost', 'note', 'zap', 'payment-note', 'stream-receipt']),
  source: z.string().nullable(),
  app: z.string().nullable(),
  sender: z.string().nullable(),
  /** Who signed it on Nostr, or the sender's id at the app. */
  sender_key: z.object({ kind: z.enum(['nostr', 'app']), key: z.string() }).nullable(),
  message: z.string().nullable(),
  claimed_msat: msatField.nullable(),
  fiat: fiatAmountSchema.nullable(),
  sent_at: instantField,
  recorded_at: instantField,
  /** Taken back by who sent it. */
  withdrawn_at: instantField.nullable(),
  /** Put here by a host. */
  by_hand: z.boolean(),
  /** Named by a payment's hash or by an address in its memo. */
  proven: z.boolean(),
  /** JSON as received. */
  raw: z.string(),
})
export type BoostClaimJson = z.infer<typeof boostClaimSchema>

export const boostDetailSchema = boostSchema.extend({
  payments: z.array(boostPaymentSchema),
  claims: z.array(boostClaimSchema),
})
export type BoostDetailJson = z.infer<typeof boostDetailSchema>

export const boostListQuerySchema = pageQuerySchema.extend({
  show: slugField.optional(),
  episode: idField.optional(),
  action: z.enum(['boost', 'auto']).optional(),
  supporter: z.union([idField, z.literal('anonymous')]).optional(),
  app: textQuery(200).optional(),
  wallet: textQuery(200).optional(),
  q: textQuery(200)
    .transform((text) => text.trim())
    .refine((text) => text !== '', 'Give something to look for')
    .optional(),
  min_sats: z.coerce.number().int().min(0).optional(),
  since: instantQuery.optional(),
  until: instantQuery.optional(),
  /** `unproven`: what was claimed and no wallet received; without a filter they are listed only where hosts look for them. */
  claim: claimSchema.optional(),
  /** `dismissed`: unproven ones that a host dismissed, which nothing else lists. `unanswered`: no reply was made to them. */
  status: z
    .enum(['unread', 'read', 'unanswered', 'hidden', 'doubtful', 'possible_double', 'dismissed'])
    .optional(),
  order: z.enum(['newest', 'largest']).default('newest'),
  /** A `changed_cursor` of a former answer: lists those that changed since, in no particular order. */
  changed_since: z.string().max(500).optional(),
  /** Keeps the boosts of one episode together, those episodes first whose first boost is; the answer says the sums of each. */
  group: z.enum(['episode']).optional(),
})
export type BoostListQuery = z.infer<typeof boostListQuerySchema>

/** What the filters let through: of one episode, or of a show without one. */
export const boostGroupSchema = z.object({
  show: showRefSchema,
  episode: episodeRefSchema.nullable(),
  count: z.int(),
  counted_msat: msatField,
})
export type BoostGroupJson = z.infer<typeof boostGroupSchema>

export const boostListSchema = pageSchema(boostSchema).extend({
  /** Where a reader of changes goes on with `changed_since`. */
  changed_cursor: z.string(),
  /** With `changed_since`: whether more changes wait behind `changed_cursor`. */
  more: z.boolean().optional(),
  /** With `changed_since`: ids of boosts that the filters let through no longer: merged into another, emptied, moved or removed. */
  gone: z.array(idField).optional(),
  /** With `group`: the groups that this page's boosts belong to. */
  groups: z.array(boostGroupSchema).optional(),
  /** With `group`: all that the filters let through. */
  total: z.object({ count: z.int(), counted_msat: msatField }).optional(),
})
export type BoostListJson = z.infer<typeof boostListSchema>

export const boostPatchSchema = z
  .strictObject({
    show: slugField,
    episode: idField.nullable(),
    supporter: idField.nullable(),
    hidden: z.boolean(),
    /** Someone looked: it is no double. */
    possible_double: z.literal(false),
  })
  .partial()
export type BoostPatch = z.infer<typeof boostPatchSchema>

/** What an unproven boost is of: a payment, or a boost that has some. */
export const boostAttachSchema = z.union([
  z.strictObject({ payment: idField }),
  z.strictObject({ boost: idField }),
])
export type BoostAttach = z.infer<typeof boostAttachSchema>
/** `undo`: it is shown again. */
export const boostDismissSchema = z
  .strictObject({ undo: z.boolean().default(false) })
  .default({ undo: false })

/** The payments to take out of the boost, as a boost of their own. */
export const boostSplitSchema = z.strictObject({ payments: z.array(idField).min(1).max(200) })
/** The boosts to join to this one. */
export const boostJoinSchema = z.strictObject({ boosts: z.array(idField).min(1).max(200) })
