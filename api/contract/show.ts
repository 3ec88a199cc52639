import { z } from 'zod'
import {
  episodeRefSchema,
  flagField,
  idField,
  instantField,
  instantQuery,
  msatField,
  pageQuerySchema,
  pageSchema,
  slugField,
  supporterRefSchema,
  textField,
  textQuery,
} from '#api/contract/common.ts'
import { currencyField, timeZoneField } from '#api/contract/time-zone.ts'

/** A wallet's part of the show's value block, by wallet name: 0.33 is a third. */
export const sharesSchema = z.record(textQuery(1000), z.number().min(1e-8).max(1))

/**
 * Which published episode a live show is joined with by itself once it is over: none, the first of the same title or file, or the next one
 * that is published within so many hours of its beginning.
 */
const liveJoinField = z.enum(['off', 'same', 'next'])

export const showSchema = z.object({
  slug: slugField,
  title: z.string(),
  feed: z.string().nullable(),
  guid: z.string().nullable(),
  feed_id: z.int().nullable(),
  time_zone: z.string(),
  currency: z.string(),
  public: z.boolean(),
  provisional: z.boolean(),
  set_aside: z.boolean(),
  demo: z.boolean(),
  baller_sats: z.int(),
  read_sats: z.int(),
  live_join: liveJoinField,
  live_join_hours: z.int(),
  shares: sharesSchema,
  /** The usual ratio per wallet in past boosts, where the host has confirmed none; null where nothing can be said. */
  proposed_shares: sharesSchema.nullable(),
  lightning_address: z.string().nullable(),
  /** Whether apps may post boosts to the show’s address, which takes a podcast guid too. */
  metaboost: z.boolean(),
})
export type ShowJson = z.infer<typeof showSchema>
export const showListSchema = pageSchema(showSchema)

const feedField = textField(1, 2000)
  .meta({ format: 'uri' })
  .pipe(z.url({ protocol: /^https?$/ }))

/** `POST /shows`: by its feed's address, by the text of its feed, or by its title alone. */
export const newShowSchema = z
  .strictObject({
    feed: feedField.optional(),
    /** The RSS itself, where it is at no address yet. */
    feed_text: z.string().optional(),
    title: textField(1, 500).optional(),
    time_zone: timeZoneField.optional(),
  })
  .refine(({ feed, feed_text, title }) => (feed ?? feed_text ?? title) !== undefined, {
    error: 'Give the address of its feed, the feed itself, or a title',
  })
export type NewShow = z.output<typeof newShowSchema>

export const showPatchSchema = z
  .strictObject({
    title: textField(1, 500),
    slug: slugField,
    feed: feedField.nullable(),
    time_zone: timeZoneField,
    currency: currencyField,
    public: z.boolean(),
    provisional: z.literal(false),
    set_aside: z.boolean(),
    baller_sats: z.int().min(0),
    read_sats: z.int().min(0),
    live_join: liveJoinField,
    live_join_hours: z.int().min(1).max(240),
    shares: sharesSchema,
    lightning_address: z
      .string()
      .max(320)
      .regex(/^[^\s\0@]+@[^\s\0@]+\.[^\s\0@]+$/, 'A Lightning address is written like show@example.com')
      .nullable(),
    metaboost: z.boolean(),
  })
  .partial()
export type ShowPatch = z.infer<typeof showPatchSchema>

export const slugParamsSchema = z.object({ slug: slugField })
/** The show that this one belongs to. */
export const showMergeSchema = z.strictObject({ into: slugField })

/** How another episode became one with this; `apart_s`: from the beginning of the live show to what was published. */
export const episodeJoinSchema = z.object({
  id: idField,
  title: z.string().nullable(),
  why: z.enum(['title', 'enclosure', 'next', 'hand']),
  apart_s: z.int().nullable(),
  joined_at: instantField,
})
export type EpisodeJoinJson = z.infer<typeof episodeJoinSchema>

export const episodeSchema = z.object({
  id: idField,
  title: z.string().nullable(),
  guid: z.string().nullable(),
  item_id: z.string().nullable(),
  published_at: instantField.nullable(),
  provisional: z.boolean(),
  /** What was joined into it and can be parted again, the latest first; of one that is asked for alone. */
  joins: z.array(episodeJoinSchema).optional(),
  /** With `sums`, and of one that is asked for alone: its boosts and streams as totals count them. */
  boost_count: z.int().optional(),
  counted_msat: msatField.optional(),
  stream_count: z.int().optional(),
  streamed_msat: msatField.optional(),
})
export type EpisodeJson = z.infer<typeof episodeSchema>
export const episodeListSchema = pageSchema(episodeSchema)

export const episodeListQuerySchema = pageQuerySchema.extend({
  /** A part of the title. */
  q: textQuery(200).optional(),
  provisional: flagField.optional(),
  sums: flagField.optional(),
})
export type EpisodeListQuery = z.infer<typeof episodeListQuerySchema>

export const newEpisodeSchema = z.strictObject({
  title: textField(1, 1000),
  published_at: instantQuery.nullable().default(null),
  guid: textField(1, 1000).nullable().default(null),
})
export type NewEpisode = z.infer<typeof newEpisodeSchema>

export const episodePatchSchema = z
  .strictObject({
    title: textField(1, 1000),
    published_at: instantQuery.nullable(),
    provisional: z.literal(false),
  })
  .partial()
export type EpisodePatch = z.infer<typeof episodePatchSchema>
export const joinParamsSchema = z.object({ id: idField, join: idField })
/** The episode that is the same one. */
export const episodeMergeSchema = z.strictObject({ with: idField })

export const streamListQuerySchema = pageQuerySchema.extend({
  group: z.enum(['episode', 'supporter']).default('episode'),
  since: instantQuery.optional(),
  until: instantQuery.optional(),
})
export type StreamListQuery = z.infer<typeof streamListQuerySchema>

/** Streams of one episode, or of one supporter; the other is null, and so is the episode of those that name none. */
export const streamSumSchema = z.object({
  episode: episodeRefSchema.nullable(),
  supporter: supporterRefSchema.nullable(),
  received_msat: msatField,
  payment_count: z.int(),
  /** Minutes listened, told apart by their position; null where no payment says one. */
  minutes: z.int().nullable(),
  last_at: instantField,
})
export type StreamSumJson = z.infer<typeof streamSumSchema>
export const streamListSchema = pageSchema(streamSumSchema).extend({
  /** Of all groups together. */
  total: z.object({ received_msat: msatField, payment_count: z.int() }),
})
export type StreamListJson = z.infer<typeof streamListSchema>
