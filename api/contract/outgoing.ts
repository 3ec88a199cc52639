import { z } from 'zod'
import { boostSchema } from '#api/contract/boost.ts'
import {
  idField,
  instantField,
  pageQuerySchema,
  pageSchema,
  showRefSchema,
  slugField,
  textField,
} from '#api/contract/common.ts'

/**
 * What a rule waits for:
 * - arrived: a wallet received a boost
 * - reported: an app or a note says that one was sent, and no wallet received it yet
 * - read: a boost was read on air
 */
export const happeningSchema = z.enum(['arrived', 'reported', 'read'])
export type Happening = z.infer<typeof happeningSchema>

const satsField = z.int().min(0).max(2_100_000_000_000_000)

/** What must hold of a boost, all of it; null: whatever it is. */
export const sendingConditionSchema = z
  .strictObject({
    action: z.enum(['boost', 'auto']).nullable().default(null),
    /** Of what counts; of one that was only reported, of what is claimed. What came as other money has no sats. */
    min_sats: satsField.nullable().default(null),
    max_sats: satsField.nullable().default(null),
    /** Whatever the case of its letters, as are `from` and `words`. */
    app: textField(1, 200).nullable().default(null),
    /** The supporter's name. */
    from: textField(1, 200).nullable().default(null),
    /** In the message. */
    words: textField(1, 200).nullable().default(null),
    /** Only the supporter's first boost to the show. */
    first: z.boolean().default(false),
  })
  .refine(
    ({ min_sats, max_sats }) => min_sats === null || max_sats === null || min_sats <= max_sats,
    'min_sats must not be above max_sats',
  )
export type SendingCondition = z.infer<typeof sendingConditionSchema>

const wayField = textField(1, 100)
const numberParam = z.coerce.number().int().min(1).max(2_147_483_647)
export const numberedParamsSchema = z.object({ id: numberParam })

export const newSendingRuleSchema = z.strictObject({
  event: happeningSchema,
  /** Null: any show but the demo and those that are set aside. */
  show: slugField.nullable().default(null),
  condition: sendingConditionSchema.default(() => sendingConditionSchema.parse({})),
  /** A way out, by its name. */
  way: wayField,
})
export type NewSendingRule = z.output<typeof newSendingRuleSchema>

export const sendingRulePatchSchema = z.strictObject({ active: z.boolean() })

export const sendingRuleSchema = z.object({
  id: z.int(),
  event: happeningSchema,
  show: showRefSchema.nullable(),
  condition: z.object(sendingConditionSchema.shape),
  way: z.string(),
  active: z.boolean(),
  /** What happened before is not told. */
  since: instantField,
})
export type SendingRuleJson = z.infer<typeof sendingRuleSchema>
export const sendingRuleListSchema = pageSchema(sendingRuleSchema)

/** `POST /sending-rules/try`: on what happened in the last 30 days. */
export const ruleTrySchema = newSendingRuleSchema.omit({ way: true })
export type RuleTry = z.output<typeof ruleTrySchema>
export const ruleTriedSchema = z.object({
  times: z.int(),
  /** The last five of them. */
  last: z.array(boostSchema),
})

/** In letters. */
export const LONGEST_TEMPLATE = 10_000

/** How what listeners wrote is made plain in a body, beside what JSON asks for: `markdown` where the service reads that. */
const marksField = z.enum(['plain', 'markdown']).default('plain')

export const webhookBodySchema = z.discriminatedUnion('kind', [
  /** `outgoingBodySchema`, signed. */
  z.strictObject({ kind: z.literal('readout') }),
  /** The fields that Helipad's webhook sends, for what listens to that. */
  z.strictObject({ kind: z.literal('helipad') }),
  z.strictObject({
    kind: z.literal('template'),
    method: z.enum(['POST', 'PUT']).default('POST'),
    format: z.enum(['json', 'text']).default('json'),
    marks: marksField,
    template: z.string().min(1).max(LONGEST_TEMPLATE),
  }),
])
export type WebhookBody = z.output<typeof webhookBodySchema>

/** What is known of a webhook that is no secret. */
export const webhookSettingsSchema = z.object({
  body: webhookBodySchema,
  /** The name in its address. */
  host: z.string(),
  /** Whether the owner allowed that it is in a network of one's own, and without https. */
  own_network: z.boolean(),
})
export type WebhookSettings = z.infer<typeof webhookSettingsSchema>

/** What it would be, if it is an address: `{{id}}` in it is the id of what is told. */
const addressField = textField(1, 2_000)
const tokenField = textField(1, 2_000).regex(
  /^[\x21-\x7e]+$/,
  'A token has no spaces and no letters beyond ASCII',
)
const perMinuteField = z.int().min(1).max(600).nullable()

export const newWayOutSchema = z.strictObject({
  name: wayField,
  address: addressField,
  /** Sent as `Authorization: Bearer TOKEN`. */
  token: tokenField.nullable().default(null),
  body: webhookBodySchema,
  /** The host in the address, where it is in a network of one's own. */
  own_network: textField(1, 255).nullable().default(null),
  per_minute: perMinuteField.default(30),
})
export type NewWayOut = z.output<typeof newWayOutSchema>

export const wayOutPatchSchema = newWayOutSchema
  .omit({ name: true })
  .extend({
    token: tokenField.nullable(),
    own_network: textField(1, 255).nullable(),
    per_minute: perMinuteField,
    active: z.boolean(),
  })
  .partial()
export type WayOutPatch = z.output<typeof wayOutPatchSchema>

export const wayOutSchema = z.object({
  name: z.string(),
  kind: z.enum(['webhook']),
  settings: webhookSettingsSchema,
  per_minute: z.int().nullable(),
  active: z.boolean(),
  waiting: z.int(),
  /** How often in a row it could not be reached; it is tried again at `next_at`. */
  failures: z.int(),
  next_at: instantField.nullable(),
})
export type WayOutJson = z.infer<typeof wayOutSchema>
export const wayOutListSchema = pageSchema(wayOutSchema)
export const wayParamsSchema = z.object({ name: wayField })

/** With the secret that what it sends is signed with, shown once; null where it is not signed. */
export const wayMadeSchema = z.object({ name: z.string(), signing_secret: z.string().nullable() })

/** Bodies to begin with, for services that many use. */
export const readyBodySchema = z.object({
  name: z.string(),
  /** What its address looks like. */
  address: z.string(),
  hint: z.string(),
  needs_token: z.boolean(),
  body: webhookBodySchema,
})
export const readyBodyListSchema = pageSchema(readyBodySchema)

export const firingSchema = z.object({
  id: idField,
  way: z.string(),
  event: z.enum([...happeningSchema.options, 'test']),
  /** Null of a test, and of one that is no more. */
  boost: boostSchema.nullable(),
  /** `left_out`: hidden, taken back or merged before it was told. */
  state: z.enum(['waiting', 'sent', 'failed', 'left_out']),
  attempts: z.int(),
  queued_at: instantField,
  tried_at: instantField.nullable(),
  answer: z.string().nullable(),
})
export type FiringJson = z.infer<typeof firingSchema>
export const firingListSchema = pageSchema(firingSchema)
export const firingQuerySchema = pageQuerySchema.extend({
  way: wayField.optional(),
  state: z.enum(['waiting', 'sent', 'failed', 'left_out']).optional(),
})
export type FiringQuery = z.output<typeof firingQuerySchema>

/** What a webhook of Readout's own sends. */
export const outgoingBodySchema = z.object({
  /** The same however often it is sent: what came before need not be taken again. */
  id: idField,
  event: z.enum([...happeningSchema.options, 'test']),
  boost: boostSchema,
})
export type OutgoingBody = z.infer<typeof outgoingBodySchema>
