import { z } from 'zod'
import { orderSchema, presetSchema, targetField } from '#api/contract/air/plan.ts'

const labelField = z.string().trim().min(1).max(60)
const digitsField = z.string().regex(/^\d{1,40}$/)

/**
 * A number that people play with, looked for in the counted sats; `{n}` in a label is the digit or number.
 * - exact: one of these numbers
 * - row: one digit again and again (2222), any or a certain one
 * - begins: as π does: 314, 3141, 31415
 * - ends, contains: with these digits
 * - steps: up or down by one (12345)
 */
export const numerologyRuleSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('exact'),
    sats: z.array(z.int().min(0)).min(1).max(100),
    label: labelField,
  }),
  z.strictObject({
    kind: z.literal('row'),
    digit: z.int().min(1).max(9).nullable(),
    min_length: z.int().min(2).max(16),
    label: labelField,
  }),
  z.strictObject({
    kind: z.literal('begins'),
    digits: digitsField,
    min_length: z.int().min(1).max(16),
    label: labelField,
  }),
  z.strictObject({ kind: z.literal('ends'), digits: digitsField, label: labelField }),
  z.strictObject({ kind: z.literal('contains'), digits: digitsField, label: labelField }),
  z.strictObject({ kind: z.literal('steps'), min_length: z.int().min(3).max(10), label: labelField }),
])
export type NumerologyRule = z.infer<typeof numerologyRuleSchema>

/** The languages of show notes. */
export const noteFormatSchema = z.enum(['md', 'html', 'txt'])
export type NoteFormat = z.infer<typeof noteFormatSchema>

/**
 * `GET /shows/{slug}/air-settings`: how a show's segments are ordered and marked. The two marks (`baller_sats`, `read_sats`) are
 * the show's own.
 */
export const airSettingsSchema = z.strictObject({
  /** A supporter's boosts are taken together; else each alone. */
  together: z.boolean(),
  /** In which order the groups of each section come. */
  order: orderSchema,
  /** How long a segment is to take, where it does not say otherwise itself. */
  target_s: targetField,
  /** What has no words is one line under its supporter's others. */
  fold: z.boolean(),
  /** Plans to choose from for a segment, by name. */
  presets: z.array(presetSchema).max(20),
  /**
   * Boosts that were claimed and that no wallet has received: `shown` in a section of their own, `hidden`, or `read` among the others
   * by what they claim, for shows whose money goes to wallets that are not connected. They are in no sum.
   */
  unproven: z.enum(['shown', 'hidden', 'read']),
  /** Words to be warned of, in messages and names. */
  words: z.array(z.string().trim().min(1).max(60)).max(500),
  numerology: z.array(numerologyRuleSchema).max(200),
  /** Templates of the show notes; null is the one that comes with Readout. */
  templates: z.strictObject({
    md: z.string().max(20_000).nullable(),
    html: z.string().max(20_000).nullable(),
    txt: z.string().max(20_000).nullable(),
  }),
})
export type AirSettings = z.infer<typeof airSettingsSchema>

/** The answer: with the templates that come with Readout, to begin from. */
export const airSettingsAnswerSchema = airSettingsSchema.extend({
  default_templates: z.strictObject({ md: z.string(), html: z.string(), txt: z.string() }),
  /** The rules that come with Readout, to go back to. */
  default_numerology: z.array(numerologyRuleSchema),
})
export type AirSettingsAnswer = z.infer<typeof airSettingsAnswerSchema>

/** `PATCH /shows/{slug}/air-settings`. 400 with the line where a template cannot be read. */
export const airSettingsPatchSchema = airSettingsSchema.partial()
export type AirSettingsPatch = z.infer<typeof airSettingsPatchSchema>
