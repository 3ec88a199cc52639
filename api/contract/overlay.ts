import { z } from 'zod'
import {
  fiatAmountSchema,
  idField,
  instantField,
  pageSchema,
  slugField,
  textField,
} from '#api/contract/common.ts'
import type { Language } from '#api/contract/language.ts'

/** Sounds that an overlay makes by itself. */
export const overlaySoundSchema = z.enum(['none', 'chime', 'bell', 'coin', 'fanfare'])
export type OverlaySound = z.infer<typeof overlaySoundSchema>
/** What stands beside the words: nothing, the picture of the show or its episode, or a burst. */
export const overlayImageSchema = z.enum(['none', 'artwork', 'burst'])
export type OverlayImage = z.infer<typeof overlayImageSchema>

const satsField = z.int().min(0).max(2_100_000_000_000_000).nullable()

/** For which boosts there is an alert, and how it looks and sounds: the first rule that fits holds. */
export const alertRuleSchema = z.object({
  from_sats: satsField.describe('Only from so many sats on; null: any, also what came as other money'),
  to_sats: satsField.describe('Only up to so many sats; null: without end'),
  words: textField(1, 200).nullable().describe('Only with these words in the message'),
  sound: z
    .union([overlaySoundSchema, idField])
    .describe('One that it makes by itself, or the id of a sound that the show put up'),
  image: z
    .union([overlayImageSchema, idField])
    .describe('One that it has by itself, or the id of a picture that the show put up'),
  say: z.boolean().describe('Whether the browser reads the message aloud, where it has a voice'),
  seconds: z.int().min(2).max(120).describe('How long it stands at least'),
})
export type AlertRule = z.infer<typeof alertRuleSchema>

export const overlaySettingsSchema = z.object({
  alerts: z.boolean().describe('Whether it shows boosts as they come'),
  goals: z
    .boolean()
    .describe('Whether it shows how far the goals have come, and celebrates one that is reached'),
  ticker: z.boolean().describe('Whether it shows the month’s sum and the last supporter in a line'),
  leaderboard: z.boolean().describe('Whether it shows who gave most'),
  moderated: z.boolean().describe('Whether only what a host let through is shown'),
  autos: z.boolean().describe('Whether boosts by schedule are shown too'),
  messages: z.boolean().describe('Whether messages are shown; none are where the show publishes none'),
  accent: z
    .string()
    .regex(/^#[0-9a-f]{6}$/)
    .describe('Its colour, as `#` and six hexadecimal digits'),
  rules: z.array(alertRuleSchema).max(20),
})
export type OverlaySettings = z.infer<typeof overlaySettingsSchema>

const nameField = textField(1, 100)

/** A picture or sound that a show put up for its overlays. */
export const overlayMediumSchema = z.object({
  id: idField,
  kind: z.enum(['picture', 'sound']),
  name: z.string(),
  type: z.string().describe('Its content type'),
  size: z.int().describe('In bytes, as it is kept'),
  width: z.int().nullable().describe('Of a picture, in pixels'),
  height: z.int().nullable(),
  frames: z.int().nullable().describe('Of a picture; more than one where it moves'),
  ms: z.int().nullable().describe('How long a sound is, in milliseconds'),
  created_at: instantField,
})
export type OverlayMediumJson = z.infer<typeof overlayMediumSchema>
/** With how much a show may keep. */
export const overlayMediaSchema = pageSchema(overlayMediumSchema).extend({
  most: z.object({ files: z.int(), bytes: z.int() }),
})
export type OverlayMediaJson = z.infer<typeof overlayMediaSchema>
export const overlayMediumQuerySchema = z.object({ name: nameField })

export const newOverlaySchema = z.object({ name: nameField })
export const overlayPatchSchema = z.object({
  name: nameField.optional(),
  paused: z.boolean().optional().describe('Whether it holds alerts back until it goes on'),
  settings: overlaySettingsSchema.partial().optional(),
})
export type OverlayPatch = z.infer<typeof overlayPatchSchema>

export const overlaySchema = z.object({
  id: idField,
  name: z.string(),
  paused: z.boolean(),
  settings: overlaySettingsSchema,
  created_at: instantField,
})
export type OverlayJson = z.infer<typeof overlaySchema>
export const overlayListSchema = pageSchema(overlaySchema)

/** With its address, which nobody can show again. */
export const overlayMadeSchema = overlaySchema.extend({ address: z.string() })
export type OverlayMade = z.infer<typeof overlayMadeSchema>

export const overlayParamsSchema = z.object({ slug: slugField, id: idField })
export const alertParamsSchema = overlayParamsSchema.extend({
  alert: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
})

/** What an alert says, as strangers may see it. */
const alertWordsSchema = z.object({
  id: z.int(),
  kind: z.enum(['boost', 'goal', 'test']),
  supporter: z.string().nullable(),
  amount_msat: z.int().nullable(),
  fiat: fiatAmountSchema.nullable(),
  message: z.string().nullable(),
  episode: z.string().nullable(),
  /** Of a goal that was reached. */
  goal: z.string().nullable(),
})

/** One in the queue, as the studio has it. */
export const overlayAlertSchema = alertWordsSchema.extend({
  state: z.enum(['waiting', 'released', 'shown', 'skipped']),
  at: instantField,
})
export type OverlayAlertJson = z.infer<typeof overlayAlertSchema>
export const overlayAlertListSchema = pageSchema(overlayAlertSchema)

/** Another alert: one that was shown once more, or one to try. */
export const newOverlayAlertSchema = z.object({
  again: z.int().nullable().default(null).describe('The alert that is shown once more; null: a test'),
})
export const overlayAlertPatchSchema = z.object({ state: z.enum(['released', 'skipped']) })

/** What an open overlay is sent: all that it may still show, in order of place, in the show's language. */
export type OverlayAlert = {
  place: number
  kind: OverlayAlertJson['kind']
  /** Who, or what there is to celebrate. */
  title: string
  amount: string | null
  words: string | null
  /** What stands dim beneath. */
  rest: string | null
  rule: Pick<AlertRule, 'sound' | 'image' | 'say' | 'seconds'>
}
export type OverlayState = {
  id: string
  language: Language
  paused: boolean
  settings: Pick<OverlaySettings, 'accent'>
  /** Ids of the show's own pictures and sounds that its rules name, to be fetched before they are needed. */
  media: string[]
  /** The place of the last that was released: who opens it first begins after it. */
  last_place: number
  alerts: OverlayAlert[]
}

/** What stands beside the alerts; null or empty where that is not wanted. */
export type OverlayNumbers = {
  ticker: string[]
  leaderboard: { title: string; rows: { name: string; amount: string }[] } | null
  goals: { title: string; said: string; percent: number; pace_percent: number | null }[]
}
