import { z } from 'zod'
import { boostSchema } from '#api/contract/boost.ts'
import { instantField, pageSchema, showRefSchema, slugField, textField } from '#api/contract/common.ts'
import { factSchema } from '#api/contract/outgoing/told.ts'

/**
 * What a rule waits for of a boost:
 * - arrived: a wallet received a boost
 * - reported: an app or a note says that one was sent, and no wallet received it yet
 * - proven: a wallet received what was only reported before
 * - read: a boost was read on air
 */
export const boostHappeningSchema = z.enum(['arrived', 'reported', 'proven', 'read'])
/**
 * What it waits for otherwise:
 * - round: a show's boosts, or the sats of them, came to a round number
 * - silent: a wallet could not be heard for some time
 * - closed: a month's books were closed
 * - goal: a goal of a show was reached
 */
export const factHappeningSchema = z.enum(['round', 'silent', 'closed', 'goal'])
export const happeningSchema = z.enum([...boostHappeningSchema.options, ...factHappeningSchema.options])
export type BoostHappening = z.infer<typeof boostHappeningSchema>
export type FactHappening = z.infer<typeof factHappeningSchema>
export type Happening = z.infer<typeof happeningSchema>

const satsField = z.int().min(0).max(2_100_000_000_000_000)

/** What must hold, all of it; null: whatever it is. What is of boosts is asked of boosts only. */
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
    /** `theirs`: sent while another's music or show played in ours. `ours`: while ours played in another show. */
    remote: z.enum(['theirs', 'ours']).nullable().default(null),
    /** Of `round`: what is counted, and every how many of it. */
    counts: z.enum(['boosts', 'sats']).default('boosts'),
    every: satsField.min(1).default(1_000),
    /** Of `silent`: for how many hours. */
    hours: z.int().min(1).max(720).default(1),
  })
  .refine(
    ({ min_sats, max_sats }) => min_sats === null || max_sats === null || min_sats <= max_sats,
    'min_sats must not be above max_sats',
  )
export type SendingCondition = z.infer<typeof sendingConditionSchema>

const wayField = textField(1, 100)

export const newSendingRuleSchema = z.strictObject({
  event: happeningSchema,
  /** Null: any show but the demo and those that are set aside. */
  show: slugField.nullable().default(null),
  condition: sendingConditionSchema.default(() => sendingConditionSchema.parse({})),
  /** A way out, by its name. */
  way: wayField,
})
export type NewSendingRule = z.output<typeof newSendingRuleSchema>

/** What else it says from now on; what is left out stays. */
export const sendingRulePatchSchema = z
  .strictObject({
    active: z.boolean(),
    event: happeningSchema,
    show: slugField.nullable(),
    condition: sendingConditionSchema,
    way: wayField,
  })
  .partial()
export type SendingRulePatch = z.output<typeof sendingRulePatchSchema>

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
  /** The last five, where they are of no boost. */
  facts: z.array(factSchema),
})
export type RuleTried = z.infer<typeof ruleTriedSchema>
