import { z } from 'zod'
import { episodeRefSchema, idField, instantField, msatField, textQuery } from '#api/contract/common.ts'
import { RAILS } from '#api/contract/rail.ts'
import { slugParamsSchema } from '#api/contract/show.ts'
import { dayField, timeZoneField } from '#api/contract/time-zone.ts'

/** What a view is narrowed to; what is given holds together. */
const onlyFields = {
  episode: idField.optional(),
  app: textQuery(500).optional().meta({ description: 'Empty: what names none' }),
  supporter: idField.optional(),
  wallet: textQuery(200)
    .optional()
    .meta({ description: 'By its name. What arrived in it, payment by payment, by the day it was settled' }),
  rail: z.enum(RAILS).optional().meta({ description: 'What arrived on it, as of a wallet' }),
  weekday: z.coerce
    .number()
    .int()
    .min(1)
    .max(7)
    .optional()
    .meta({ description: '1 is Monday; with an hour' }),
  hour: z.coerce.number().int().min(0).max(23).optional().meta({ description: 'Of the weekday' }),
}

const viewFields = {
  from: dayField.optional(),
  to: dayField.optional(),
  tz: timeZoneField.optional().meta({ description: "Whose days: the show's own by default" }),
  before_from: dayField
    .optional()
    .meta({ description: 'Compared with the days from this one; by default as many days before' }),
  before_to: dayField.optional().meta({ description: 'The last of the days that are compared with' }),
  grain: z
    .enum(['day', 'week', 'month'])
    .default('day')
    .meta({ description: 'How long the days are told in one: weeks begin on Mondays' }),
  ...onlyFields,
}

type Ends = { from?: string | undefined; to?: string | undefined }
const inOrder = ({ from, to }: Ends) => !from || !to || from <= to

export const viewQuerySchema = z
  .object(viewFields)
  .refine(inOrder, { error: 'from is after to' })
  .refine(({ before_from: from, before_to: to }) => inOrder({ from, to }), {
    error: 'before_from is after before_to',
  })
  .refine((query) => (query.before_from === undefined) === (query.before_to === undefined), {
    error: 'Give both before_from and before_to, or neither',
  })
  .refine((query) => (query.weekday === undefined) === (query.hour === undefined), {
    error: 'Give both weekday and hour, or neither',
  })
export type ViewQuery = z.infer<typeof viewQuerySchema>
export type Grain = ViewQuery['grain']

/** What came, as the dashboard tells it; with a wallet or a rail, payments that arrived. */
const figuresSchema = z.object({
  /** Boosts and autos of any money. */
  boosts: z.int(),
  boosted_msat: msatField,
  streams: z.int(),
  streamed_msat: msatField,
  /** Of listening, told apart by day, episode, listener and position; of streams that say one. */
  minutes: z.int(),
})
export type Figures = z.infer<typeof figuresSchema>

const peopleFields = {
  /** Everybody who gave, counted once. */
  supporters: z.int(),
  /** Those of them whose first of all time is in it. */
  new_supporters: z.int(),
}
const withPeopleSchema = figuresSchema.extend(peopleFields)
export type FiguresWithPeople = z.infer<typeof withPeopleSchema>

const headFields = {
  as_of: instantField,
  time_zone: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** The days that are compared with; null where the period has no beginning or end. */
  before: z.object({ from: z.string(), to: z.string() }).nullable(),
  /** Whether it is of payments that arrived, not of what listeners sent. */
  as_arrived: z.boolean(),
}

const viewDaySchema = withPeopleSchema.extend({ day: z.string() })
export type ViewDay = z.infer<typeof viewDaySchema>
export const viewSchema = z.object({
  ...headFields,
  figures: withPeopleSchema,
  before_figures: withPeopleSchema.nullable(),
  /** Those with something, in order; of a week or month its first day. */
  days: z.array(viewDaySchema),
  before_days: z.array(viewDaySchema),
})
export type View = z.infer<typeof viewSchema>

export const VIEW_PARTS = ['episode', 'app', 'supporter', 'wallet', 'rail', 'hour'] as const
export const viewPartParamsSchema = slugParamsSchema.extend({ part: z.enum(VIEW_PARTS) })
export type ViewPart = (typeof VIEW_PARTS)[number]

export const viewPartSchema = z.object({
  ...headFields,
  items: z.array(
    figuresSchema.extend({
      /** What to narrow the view to: an id, a name, or weekday and hour as `1-23`; null for what names none. */
      key: z.string().nullable(),
      /** A title or name; null where there is none. */
      name: z.string().nullable(),
      /** Those who gave for it or by it first of all time; null of wallets, rails and hours. */
      new_supporters: z.int().nullable(),
      /** The same of the days that are compared with; null where there was nothing. */
      before: figuresSchema.nullable(),
    }),
  ),
  /** How many there are, beyond those that are listed. */
  count: z.int(),
})
export type ViewPartJson = z.infer<typeof viewPartSchema>

export const releasesQuerySchema = z.object({
  last: z.coerce.number().int().min(1).max(100).default(10).meta({ description: 'So many episodes' }),
  days: z.coerce
    .number()
    .int()
    .min(1)
    .max(3660)
    .optional()
    .meta({ description: 'Of each so many days from its release on; by default all' }),
  episode: idField.optional().meta({ description: 'One that is told beside the last ones, however old' }),
})
export type ReleasesQuery = z.infer<typeof releasesQuerySchema>

export const releasesSchema = z.object({
  as_of: instantField,
  time_zone: z.string(),
  /** The latest first. */
  items: z.array(
    withPeopleSchema.extend({
      episode: episodeRefSchema,
      /** Null: no feed tells. Days are counted from when it was first heard of. */
      published_at: instantField.nullable(),
      /** How many days it has been out, its first day being 1. */
      days_out: z.int(),
      /** By days since its release, 0 being its day and what came before it; those with something, in order. */
      days: z.array(withPeopleSchema.extend({ since: z.int() })),
    }),
  ),
})
export type Releases = z.infer<typeof releasesSchema>

export const cohortsSchema = z.object({
  as_of: instantField,
  time_zone: z.string(),
  /** Who first gave in one month, and how many of them gave in each month since; the earliest first. */
  items: z.array(
    z.object({
      /** `YYYY-MM` */
      month: z.string(),
      months: z.array(z.object({ month: z.string(), supporters: z.int() })),
    }),
  ),
})
export type Cohorts = z.infer<typeof cohortsSchema>
