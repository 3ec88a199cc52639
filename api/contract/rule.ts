import { z } from 'zod'
import { idField, instantField, msatField, pageSchema, slugField } from '#api/contract/common.ts'

const fields = {
  effect: z.enum(['set_aside', 'ours']),
  /** Whatever the case of its letters. */
  memo_contains: z.string().nullable(),
  wallet: z.string().nullable(),
  min_msat: msatField.nullable(),
  max_msat: msatField.nullable(),
  /** With `ours`: the show that they belong to. */
  show: slugField.nullable(),
  note: z.string().nullable(),
}

/** What is to be done about receipts of one kind: all that it names must hold of them. */
export const ruleSchema = z.object({ id: idField, ...fields, created_at: instantField })
export type RuleJson = z.infer<typeof ruleSchema>
export const ruleListSchema = pageSchema(ruleSchema)

const text = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .refine((value) => !value.includes('\0'), 'NUL is no text')

export const newRuleSchema = z
  .strictObject({
    effect: fields.effect,
    memo_contains: text(200).nullable().default(null),
    wallet: text(200).nullable().default(null),
    min_msat: z.int().min(0).nullable().default(null),
    max_msat: z.int().min(0).nullable().default(null),
    show: fields.show.default(null),
    note: text(500).nullable().default(null),
  })
  .refine(
    (rule) => [rule.memo_contains, rule.wallet, rule.min_msat, rule.max_msat].some((part) => part !== null),
    'Name at least one of memo_contains, wallet, min_msat and max_msat',
  )
  .refine(
    (rule) => rule.min_msat === null || rule.max_msat === null || rule.min_msat <= rule.max_msat,
    'min_msat must not be above max_msat',
  )
  .refine((rule) => rule.effect === 'ours' || rule.show === null, 'Only a rule of ours names a show')
export type NewRule = z.output<typeof newRuleSchema>

export const ruleQuerySchema = z.object({
  /** Makes nothing, and only says how many payments it would touch. */
  dry_run: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional(),
})

export const ruleMadeSchema = z.object({
  /** Null where it was only tried. */
  rule: ruleSchema.nullable(),
  /** How many of the payments recorded so far it sets aside, or claims. */
  payments: z.int(),
})
