import { z } from 'zod'
import { instantField } from '#api/contract/common.ts'

/** Who the feed's value block pays. */
export const recipientSchema = z.object({
  name: z.string().nullable(),
  /** A node's public key or a Lightning address. */
  address: z.string(),
  custom_key: z.string(),
  custom_value: z.string(),
  fee: z.boolean(),
  /** Of the whole: 0.33 is a third. */
  share: z.number(),
  /** The wallet of ours that it is, where a host has said so. */
  wallet: z.string().nullable(),
  /** The wallet that it seems to be, by past boosts. */
  proposed_wallet: z.string().nullable(),
})
export type RecipientJson = z.infer<typeof recipientSchema>

/** `GET /shows/{slug}/feed` */
export const feedStateSchema = z.object({
  /** Null: no feed is followed. */
  url: z.string().nullable(),
  title: z.string().nullable(),
  image: z.string().nullable(),
  /** Why that picture is not shown, as a sentence. */
  image_problem: z.string().nullable(),
  guid: z.string().nullable(),
  fetched_at: instantField.nullable(),
  next_at: instantField.nullable(),
  problem: z.string().nullable(),
  next_step: z.string().nullable(),
  episodes: z.int(),
  recipients: z.array(recipientSchema),
})
export type FeedStateJson = z.infer<typeof feedStateSchema>

/** `PUT /shows/{slug}/feed/link`: which wallet a recipient is; null: none of ours. */
export const recipientLinkSchema = z.strictObject({
  address: z.string().trim().min(1).max(400),
  custom_key: z.string().max(400).default(''),
  custom_value: z.string().max(400).default(''),
  wallet: z.string().min(1).max(200).nullable(),
})
export type RecipientLink = z.input<typeof recipientLinkSchema>
