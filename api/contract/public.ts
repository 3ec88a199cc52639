import { z } from 'zod'
import {
  episodeRefSchema,
  fiatAmountSchema,
  idField,
  instantField,
  pageSchema,
  slugField,
} from '#api/contract/common.ts'
import { goalSchema } from '#api/contract/goal.ts'
import { type Language, languageSchema } from '#api/contract/language.ts'

/** What a show publishes, as its hosts decide. */
export const publicSettingsSchema = z.object({
  /** A few words on the show's support, under its title. */
  description: z.string().max(2000).nullable(),
  /** In which language its pages, cards, feeds, embeds and overlays are. */
  language: languageSchema,
  /** When messages appear: once read on air, at once, or never. */
  messages: z.enum(['after_read', 'at_once', 'never']),
  /**
   * With what that which was read on air becomes public: once its segment is closed, or once its episode is in the feed. Null: with
   * the episode where the show has a feed.
   */
  aired_with: z.enum(['closing', 'episode']).nullable(),
  /** Amounts to the sat, to two digits, or not at all. */
  amounts: z.enum(['exact', 'rounded', 'none']),
  /** Whether supporters are named. */
  names: z.boolean(),
  /** Whether what came as fiat is shown. */
  fiat: z.boolean(),
  /** Whether each supporter has a page. */
  supporter_pages: z.boolean(),
  /** Whether search engines may list the pages. */
  listed: z.boolean(),
  /** Whether it is said who gets which part of a boost. */
  splits: z.boolean(),
})
export type PublicSettingsJson = z.infer<typeof publicSettingsSchema>
export const publicSettingsPatchSchema = publicSettingsSchema.partial()
export type PublicSettingsPatch = z.infer<typeof publicSettingsPatchSchema>

/** When messages appear, so that a page can say which they are. */
const messagesWhenField = publicSettingsSchema.shape.messages

/** Null where amounts are not published; rounded where they are rounded. */
const amountField = z.int().nullable()
/** The id is there only where supporters have pages. */
const supporterSchema = z.object({ id: idField.nullable(), name: z.string() })
export type PublicSupporterRef = z.infer<typeof supporterSchema>

const sumSchema = z.object({
  boosted_msat: amountField,
  streamed_msat: amountField,
  boosts: z.int(),
  supporters: z.int(),
})
export type PublicSum = z.infer<typeof sumSchema>

const publicEpisodeSumSchema = z.object({
  id: idField,
  title: z.string().nullable(),
  published_at: instantField.nullable(),
  boosted_msat: amountField,
  streamed_msat: amountField,
  boosts: z.int(),
})
export type PublicEpisodeSum = z.infer<typeof publicEpisodeSumSchema>

const publicMessageSchema = z.object({
  id: idField,
  message: z.string(),
  supporter: supporterSchema,
  counted_msat: amountField,
  fiat: fiatAmountSchema.nullable(),
  episode: z.object({ id: idField, title: z.string().nullable() }).nullable(),
  position_s: z.int().nullable(),
  app: z.string().nullable(),
  sent_at: instantField,
})
export type PublicMessage = z.infer<typeof publicMessageSchema>

const rankSchema = z.object({ supporter: supporterSchema, boosts: z.int(), amount_msat: amountField })
export type PublicRank = z.infer<typeof rankSchema>

/** Where amounts are not published, in percent alone; where they are rounded, so is what was reached. */
const publicGoalSchema = goalSchema
  .omit({ from: true, to: true })
  .extend({ target: z.int().nullable(), reached: z.int().nullable() })
export type PublicGoal = z.infer<typeof publicGoalSchema>

/** `GET /public/shows/{slug}`: all that its page shows, and nothing that it does not. */
export const publicShowSchema = z.object({
  slug: slugField,
  title: z.string(),
  description: z.string().nullable(),
  language: languageSchema,
  listed: z.boolean(),
  /** Whether supporters are named, and can be found by name. */
  names: z.boolean(),
  as_of: instantField,
  time_zone: z.string(),
  demo: z.boolean(),
  /** Those under way, and for two weeks those that ended. */
  goals: z.array(publicGoalSchema),
  all_time: sumSchema,
  this_year: sumSchema.extend({ year: z.int() }),
  /** Beside it the same days of the month before. */
  this_month: sumSchema.extend({ month: z.string(), before: sumSchema }),
  latest_episode: publicEpisodeSumSchema.extend({ supporters: z.int(), listeners: z.int() }).nullable(),
  /** The newest 24, oldest first. */
  episodes: z.array(publicEpisodeSumSchema),
  /** The last 24 months that are not over or are, oldest first. */
  months: z.array(z.object({ month: z.string(), boosted_msat: amountField, streamed_msat: amountField })),
  supporters: z.object({ this_month: z.array(rankSchema), all_time: z.array(rankSchema) }),
  messages: z.array(publicMessageSchema),
  messages_when: messagesWhenField,
  apps: z.array(z.object({ app: z.string(), boosts: z.int(), amount_msat: amountField })),
  fiat: z.array(fiatAmountSchema.extend({ count: z.int() })),
  free_boosts: z.int(),
  lightning_address: z.string().nullable(),
  /** Its picture, square, as an address on this service; null: there is none. */
  artwork: z.string().nullable(),
  /** The show's own site, and its feed where that is for everyone. */
  site: z.string().nullable(),
  feed: z.string().nullable(),
  /** Apps that can pay what its value block names, those first that its listeners use. */
  boost_with: z.array(z.object({ app: z.string(), url: z.string() })),
  /** Whom the feed's value block pays which part of a boost, 0.33 being a third; fees come off the top. Empty where that is not published. */
  splits: z.array(z.object({ name: z.string().nullable(), fee: z.boolean(), share: z.number() })),
})
export type PublicShow = z.infer<typeof publicShowSchema>

export const publicShowListSchema = pageSchema(
  z.object({
    slug: slugField,
    title: z.string(),
    description: z.string().nullable(),
    demo: z.boolean(),
  }),
)

/** Whose page it is, and in which time zone its days are. */
const publicShowRefSchema = z.object({
  slug: slugField,
  title: z.string(),
  time_zone: z.string(),
  /** Whether it is made up. */
  demo: z.boolean(),
  language: languageSchema,
})
export type PublicShowRef = z.infer<typeof publicShowRefSchema>

/** `GET /public/shows/{slug}/episodes/{id}` */
export const publicEpisodeSchema = z.object({
  show: publicShowRefSchema,
  listed: z.boolean(),
  as_of: instantField,
  id: idField,
  title: z.string().nullable(),
  published_at: instantField.nullable(),
  duration_s: z.int().nullable(),
  /** The episode's picture, else the show's. */
  artwork: z.string().nullable(),
  /** The episode on the show's own site. */
  site: z.string().nullable(),
  sum: sumSchema.extend({ listeners: z.int() }),
  /** Those of this episode. */
  goals: z.array(publicGoalSchema),
  first_booster: supporterSchema.nullable(),
  supporters: z.array(rankSchema),
  /** In order of their position in the episode. */
  messages: z.array(publicMessageSchema),
  messages_when: messagesWhenField,
})
export type PublicEpisode = z.infer<typeof publicEpisodeSchema>

/** `GET /public/shows/{slug}/messages/{id}` */
export const publicMessagePageSchema = z.object({
  show: publicShowRefSchema,
  listed: z.boolean(),
  as_of: instantField,
  artwork: z.string().nullable(),
  message: publicMessageSchema,
})
export type PublicMessagePage = z.infer<typeof publicMessagePageSchema>

/** `GET /public/shows/{slug}/years/{year}` */
export const publicYearParamsSchema = z.object({
  slug: slugField,
  year: z
    .string()
    .regex(/^20\d\d$/)
    .transform(Number),
})
export const publicYearSchema = z.object({
  show: publicShowRefSchema,
  listed: z.boolean(),
  as_of: instantField,
  artwork: z.string().nullable(),
  year: z.int(),
  is_over: z.boolean(),
  sum: sumSchema,
  /** The year before; of one that is not over up to the same day. */
  before: sumSchema,
  /** How many gave for the first time. */
  new_supporters: z.int(),
  /** All twelve, of a year that is not over those that have begun. */
  months: z.array(z.object({ month: z.string(), boosted_msat: amountField, streamed_msat: amountField })),
  busiest_day: z.object({ day: z.string(), amount_msat: amountField, boosts: z.int() }).nullable(),
  /** Those that brought most. */
  episodes: z.array(episodeRefSchema.extend({ boosts: z.int(), amount_msat: amountField })),
  supporters: z.array(rankSchema),
  /** Who came to a round number of boosts, and when. */
  milestones: z.array(z.object({ supporter: supporterSchema, boosts: z.int(), day: z.string() })),
  /** Of the largest boosts. */
  messages: z.array(publicMessageSchema),
})
export type PublicYear = z.infer<typeof publicYearSchema>

/** `GET /public/shows/{slug}/messages`, the latest first. */
export const publicMessagesQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z
    .string()
    .regex(/^\d{1,7}$/)
    .optional(),
})
export const publicMessagesSchema = pageSchema(publicMessageSchema)

/** What a feed of public boosts is made of. */
export type PublicFollow = {
  slug: string
  show_title: string
  title: string
  language: Language
  /** Of the page that it belongs to. */
  path: string
  artwork: string | null
  since: string
  messages: PublicMessage[]
}

/** `GET /public/oembed` (https://oembed.com, 2.2 and 2.3). */
export const oembedQuerySchema = z.object({
  url: z.string().max(2000),
  maxwidth: z.coerce.number().int().min(1).optional(),
  maxheight: z.coerce.number().int().min(1).optional(),
  format: z.string().max(20).default('json'),
})
export const oembedSchema = z.object({
  version: z.literal('1.0'),
  type: z.literal('rich'),
  title: z.string(),
  provider_name: z.string(),
  provider_url: z.string(),
  /** An iframe. */
  html: z.string(),
  width: z.int(),
  height: z.int(),
  thumbnail_url: z.string(),
  thumbnail_width: z.int(),
  thumbnail_height: z.int(),
  cache_age: z.int(),
})
export type OEmbed = z.infer<typeof oembedSchema>

/** `GET /public/shows/{slug}/supporters`, where the show names them. */
export const publicFindQuerySchema = z.object({ name: z.string().max(200).default('') })
export const publicFoundSchema = z.object({
  show: publicShowRefSchema,
  name: z.string(),
  /** The closest names first, with what each wrote last. */
  items: z.array(
    rankSchema.extend({
      /** Among all supporters, by what they gave. */
      place: z.int(),
      messages: z.array(publicMessageSchema),
    }),
  ),
})
export type PublicFound = z.infer<typeof publicFoundSchema>

/** The link by which a supporter says whether they want a page of their own. */
export const ownPageLinkSchema = z.object({
  /** A path of this service. */
  address: z.string(),
  /** When they said yes; null: they have not, or take it back. */
  accepted_at: instantField.nullable(),
})
export type OwnPageLink = z.infer<typeof ownPageLinkSchema>

/** What such a link leads to. */
export type PublicOwnPage = {
  show: PublicShowRef
  supporter: { id: string; name: string }
  is_wanted: boolean
}

/** `GET /public/shows/{slug}/supporters/{id}`, where the show has such pages. */
export const publicSupporterSchema = z.object({
  show: publicShowRefSchema,
  listed: z.boolean(),
  as_of: instantField,
  supporter: z.object({ id: idField, name: z.string() }),
  sum: z.object({ boosted_msat: amountField, streamed_msat: amountField, boosts: z.int() }),
  first_at: instantField.nullable(),
  last_at: instantField.nullable(),
  episodes: z.int(),
  messages: z.array(publicMessageSchema),
})
export type PublicSupporter = z.infer<typeof publicSupporterSchema>
