import { z } from 'zod'
import { boostSchema } from '#api/contract/boost.ts'
import {
  episodeRefSchema,
  fiatAmountSchema,
  idField,
  instantField,
  msatField,
  pageQuerySchema,
  pageSchema,
  supporterRefSchema,
} from '#api/contract/common.ts'
import { dayField, timeZoneField } from '#api/contract/time-zone.ts'

/** Days, both included; by default all there are. */
const periodFields = {
  from: dayField.optional(),
  to: dayField.optional(),
  tz: timeZoneField.optional().meta({ description: "Whose days: the show's own by default" }),
}
const isPeriod = ({ from, to }: { from?: string | undefined; to?: string | undefined }) =>
  !from || !to || from <= to
const backwards = { error: 'from is after to' }
export const totalsQuerySchema = z.object(periodFields).refine(isPeriod, backwards)
export type TotalsQuery = z.infer<typeof totalsQuerySchema>

/** Sats that listeners sent on purpose: what counts, and what the wallets got. */
const actsSchema = z.object({ count: z.int(), counted_msat: msatField, received_msat: msatField })
const receivedSchema = z.object({ count: z.int(), received_msat: msatField })

/** Boosts and autos that came as fiat or free stand beside those of sats, and are not among their count. */
const sumsSchema = z.object({
  boosts: actsSchema,
  autos: actsSchema,
  streams: receivedSchema,
  /** Boosts and autos of nobody in particular. */
  anonymous: z.int(),
  fiat: z.array(fiatAmountSchema.extend({ count: z.int() })),
  free: z.object({ count: z.int() }),
})
export type TotalsSums = z.infer<typeof sumsSchema>

export const totalsSchema = sumsSchema.extend({
  as_of: instantField,
  /** Everybody who sent something, counted once; nobody in particular not at all. */
  supporters: z.int(),
})
export type TotalsJson = z.infer<typeof totalsSchema>

/** Numbers of a period as of a time; `from` and `to` are null where the period has no end. */
function ofPeriod<T extends z.ZodType>(item: T) {
  return z.object({
    as_of: instantField,
    time_zone: z.string(),
    from: z.string().nullable(),
    to: z.string().nullable(),
    items: z.array(item),
  })
}

export const totalsDaysSchema = ofPeriod(sumsSchema.extend({ day: z.string() }))
export type TotalsDays = z.infer<typeof totalsDaysSchema>

export const totalsMonthsSchema = ofPeriod(
  sumsSchema.extend({
    /** `YYYY-MM` */
    month: z.string(),
    supporters: z.int(),
    /** Those of them who had never sent anything to the show before. */
    new_supporters: z.int(),
  }),
)
export type TotalsMonths = z.infer<typeof totalsMonthsSchema>

export const totalsEpisodesSchema = ofPeriod(
  sumsSchema.extend({
    /** Null: what belongs to the show alone. */
    episode: episodeRefSchema.nullable(),
    published_at: instantField.nullable(),
    provisional: z.boolean(),
    supporters: z.int(),
    /** Who boosted it first, of all time. */
    first_boost: z.object({ id: idField, supporter: supporterRefSchema, sent_at: instantField }).nullable(),
  }),
)
export type TotalsEpisodes = z.infer<typeof totalsEpisodesSchema>

export const totalsAppsSchema = ofPeriod(sumsSchema.extend({ app: z.string().nullable() }))
export type TotalsApps = z.infer<typeof totalsAppsSchema>

/** By the day a payment was settled: the splits and refunds of one boost may lie on several. */
const receiptsSchema = z.object({
  boosts: receivedSchema,
  autos: receivedSchema,
  streams: receivedSchema,
  fiat: z.array(fiatAmountSchema.extend({ count: z.int() })),
  free: z.object({ count: z.int() }),
})
export type TotalsReceipts = z.infer<typeof receiptsSchema>
export const totalsWalletsSchema = ofPeriod(receiptsSchema.extend({ wallet: z.string() }))
export const totalsRailsSchema = ofPeriod(receiptsSchema.extend({ rail: z.string() }))
export type TotalsWallets = z.infer<typeof totalsWalletsSchema>
export type TotalsRails = z.infer<typeof totalsRailsSchema>

export const totalsHoursSchema = ofPeriod(
  z.object({
    /** 1 is Monday. */
    weekday: z.int().min(1).max(7),
    hour: z.int().min(0).max(23),
    /** Boosts and autos. */
    boosts: actsSchema.omit({ received_msat: true }),
    streams: receivedSchema,
  }),
)
export type TotalsHours = z.infer<typeof totalsHoursSchema>

export const totalsWorthSchema = z.object({
  as_of: instantField,
  time_zone: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** The show's. */
  currency: z.string(),
  /** Of boosts and autos as counted and streams as received, by the price of the hour; null where none is known. */
  amount_minor: z.int().nullable(),
  priced_msat: msatField,
  /** What no price is known for; not in the amount. */
  unpriced_msat: msatField,
})
export type TotalsWorth = z.infer<typeof totalsWorthSchema>

const amountOfSchema = z.object({ total_msat: msatField })
export const totalsRecordsSchema = z.object({
  as_of: instantField,
  time_zone: z.string(),
  largest_boost: boostSchema.nullable(),
  /** By boosts and autos as counted and streams as received; the first of equals. */
  largest_day: amountOfSchema.extend({ day: z.string() }).nullable(),
  best_month: amountOfSchema.extend({ month: z.string() }).nullable(),
})
export type TotalsRecords = z.infer<typeof totalsRecordsSchema>

export const leaderboardQuerySchema = pageQuerySchema
  .extend({
    ...periodFields,
    period: z
      .string()
      .regex(/^(all|\d{4}(-(0[1-9]|1[0-2]))?)$/, {
        error: 'A period is all, a year or a month, like 2026-05',
      })
      .optional(),
    episode: idField.optional(),
    order: z.enum(['total', 'boosts', 'recent']).default('total'),
  })
  .refine(isPeriod, backwards)
  .refine(({ period, from, to }) => period === undefined || (from === undefined && to === undefined), {
    error: 'Give either period, or from and to',
  })
export type LeaderboardQuery = z.infer<typeof leaderboardQuerySchema>

const standingFields = {
  supporter: supporterRefSchema,
  boosts: actsSchema,
  autos: actsSchema,
  streams: receivedSchema,
  free: z.object({ count: z.int() }),
  /** Boosts and autos that came as fiat. */
  fiat: z.object({ count: z.int() }),
  /** Boosts and autos as counted, streams as received. */
  total_msat: msatField,
  first_at: instantField,
  last_at: instantField,
}
export const leaderboardSchema = pageSchema(
  z.object({
    ...standingFields,
    /** Whether their first of all time lies in the period. */
    is_new: z.boolean(),
    /** In the period before of the same kind (the year, the month, as many days); null where there is none, or nothing. */
    before_msat: msatField.nullable(),
    /** Of how many episodes in a row their last one is the end, and the longest such run; of all time. */
    run: z.object({ episodes: z.int(), is_current: z.boolean(), longest: z.int() }),
  }),
).extend({
  as_of: instantField,
  time_zone: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** All of the period, not only this page's. */
  supporters: z.int(),
  new_supporters: z.int(),
})
export type Leaderboard = z.infer<typeof leaderboardSchema>
