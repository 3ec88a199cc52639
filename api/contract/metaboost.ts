import { z } from 'zod'
import { instantField, textField } from '#api/contract/common.ts'

/** How the registry names apps. */
export const appIdField = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{1,62}[a-z0-9]$/, 'An app’s id is written like my-app')

/** An app that has posted to a show, or of which an owner said something. */
export const postingAppSchema = z.object({
  app_id: appIdField,
  name: z.string(),
  /** Whether its posts are taken: `unknown` where nobody vouches for it any more. */
  standing: z.enum(['active', 'suspended', 'blocked', 'unknown']),
  /** Who vouches for it: the registry, or an owner by hand. */
  trusted_by: z.enum(['registry', 'hand']).nullable(),
  first_at: instantField.nullable(),
  last_at: instantField.nullable(),
  posts: z.int(),
})
export type PostingAppJson = z.infer<typeof postingAppSchema>

/** Who wrote lately, or is blocked. */
export const postingSenderSchema = z.object({
  /** By which the app knows them. */
  sender_guid: z.string(),
  name: z.string().nullable(),
  app: z.string().nullable(),
  last_at: instantField.nullable(),
  blocked: z.boolean(),
})
export type PostingSenderJson = z.infer<typeof postingSenderSchema>

const tagSchema = z.object({ standard: z.string(), url: z.string() })

/** `GET /shows/{slug}/metaboost`: the address that apps post the show’s boosts to. */
export const showMetaboostSchema = z.object({
  /** Whether posts are taken. */
  open: z.boolean(),
  /** Why not: the switch is off, the show is not kept, or it has no podcast guid yet. */
  closed_because: z.enum(['off', 'not_kept', 'no_guid']).nullable(),
  /** One for each standard, the one for feeds first. */
  addresses: z.array(tagSchema),
  /** What belongs into the channel of the feed. */
  tag: z.string(),
  /** Whether podcast apps elsewhere can ask this address at all: https, and a name that is not of this network. */
  reachable: z.boolean(),
  /** What the feed has: this address, another one, none; `unread` where it was not read yet. */
  feed: z.enum(['ours', 'other', 'none', 'unread']),
  /** The tags that were read. */
  feed_tags: z.array(tagSchema),
  last_posted_at: instantField.nullable(),
  apps: z.array(postingAppSchema),
  senders: z.array(postingSenderSchema),
})
export type ShowMetaboostJson = z.infer<typeof showMetaboostSchema>

export const appParamsSchema = z.object({ app_id: appIdField })
export const appPatchSchema = z
  .strictObject({
    /** A public key of Ed25519 that is trusted whatever the registry says: 32 bytes in base64url; null: as the registry says. */
    key: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/, 'An Ed25519 key is 43 letters of base64url')
      .nullable(),
    name: textField(1, 120).nullable(),
    blocked: z.boolean(),
  })
  .partial()
export type AppPatch = z.infer<typeof appPatchSchema>

export const senderParamsSchema = z.object({ sender_guid: z.guid().toLowerCase() })
export const senderPatchSchema = z.strictObject({
  blocked: z.boolean(),
  /** How they were called, to be known again in the list. */
  name: textField(1, 200).nullable().default(null),
})
export type SenderPatch = z.input<typeof senderPatchSchema>

/** `POST /shows/{slug}/metaboost/test`: a signed post, for the browser to send as an app does. */
export const testPostSchema = z.object({
  /** Where to, on this service. */
  path: z.string(),
  authorization: z.string(),
  /** To be sent as it is: the signature is about every letter. */
  body: z.string(),
})
export type TestPostJson = z.infer<typeof testPostSchema>
