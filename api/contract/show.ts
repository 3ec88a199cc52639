import { z } from 'zod'
import { idField, instantField, pageSchema, slugField } from '#api/contract/common.ts'

/** A wallet's part of the show's value block, by wallet name: 0.33 is a third. */
export const sharesSchema = z.record(z.string(), z.number().gt(0).max(1))

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
  shares: sharesSchema,
  /** The usual ratio per wallet in past boosts, where the host has confirmed none; null where nothing can be said. */
  proposed_shares: sharesSchema.nullable(),
  lightning_address: z.string().nullable(),
})
export type ShowJson = z.infer<typeof showSchema>
export const showListSchema = pageSchema(showSchema)

export const showPatchSchema = z
  .strictObject({
    title: z.string().trim().min(1).max(500),
    slug: slugField,
    feed: z.url({ protocol: /^https?$/ }).nullable(),
    time_zone: z.string().max(100),
    currency: z.string().regex(/^[A-Z]{3}$/),
    public: z.boolean(),
    provisional: z.literal(false),
    set_aside: z.boolean(),
    baller_sats: z.int().min(0),
    read_sats: z.int().min(0),
    shares: sharesSchema,
    lightning_address: z.string().max(320).nullable(),
  })
  .partial()
export type ShowPatch = z.infer<typeof showPatchSchema>

export const episodeSchema = z.object({
  id: idField,
  title: z.string().nullable(),
  guid: z.string().nullable(),
  item_id: z.string().nullable(),
  published_at: instantField.nullable(),
  provisional: z.boolean(),
})
export type EpisodeJson = z.infer<typeof episodeSchema>

export const supporterSchema = z.object({
  id: idField,
  name: z.string(),
  names: z.array(
    z.object({ name: z.string(), app: z.string().nullable(), sender_id: z.string().nullable() }),
  ),
  say_as: z.string().nullable(),
  note: z.string().nullable(),
  team: z.boolean(),
  hidden: z.boolean(),
  boost_count: z.int(),
  counted_msat: z.int(),
  last_sent_at: instantField.nullable(),
})
export type SupporterJson = z.infer<typeof supporterSchema>
