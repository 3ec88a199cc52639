import { z } from 'zod'
import { instantField, nameField, pageSchema, slugField } from '#api/contract/common.ts'

/** The kinds of sources that can be followed: wallets, and what is said on Nostr. */
export const FOLLOWED_KINDS = [
  'lnd',
  'cln',
  'nwc',
  'lnbits',
  'phoenixd',
  'alby',
  'btcpay',
  'zaprite',
  'nostr',
] as const
export type FollowedKind = (typeof FOLLOWED_KINDS)[number]

export const sourceNameField = nameField(200)
export const sourceParamsSchema = z.object({ name: sourceNameField })
/** The path of one thing that a source reported and that could not be read. */
export const unreadParamsSchema = sourceParamsSchema.extend({ id: z.string().regex(/^[0-9]{1,15}$/) })

/** Whose money it is: bitcoin's, or that of a network for trying things out, which is worth nothing. */
export const networkSchema = z.enum(['mainnet', 'testnet', 'signet', 'regtest', 'simnet'])

/**
 * One thing that reports on a wallet. `connected` is false for what reports by itself or came as a file: its state is then null.
 */
export const sourceSchema = z.object({
  name: z.string(),
  /** `lnd`, `nwc`, `nostr`, or what a report named: `api`, `helipad` … */
  kind: z.string(),
  /** Null where it reports on none, and brings words only: `nostr`. */
  wallet: z.string().nullable(),
  /** Whose the wallet's receipts are: all the show's, or only what says so. */
  whose: z.enum(['show', 'shared']).nullable(),
  /** The show that an all-the-show's wallet is for. */
  show: slugField.nullable(),
  /** Whether it is the demo's, and reports nothing more. */
  demo: z.boolean(),
  connected: z.boolean(),
  state: z.enum(['waiting', 'connecting', 'connected', 'failing', 'paused']).nullable(),
  state_since: instantField.nullable(),
  /** What is wrong and what to do, as sentences. */
  problem: z.string().nullable(),
  next_step: z.string().nullable(),
  /** When the wallet was last heard of. */
  contact_at: instantField.nullable(),
  /** When the latest payment that it reported was settled. */
  payment_at: instantField.nullable(),
  /** From settling to recording, of the last payment that came by itself. */
  lag_ms: z.int().nullable(),
  /** How far the wallet's history is read; null: all of it. */
  history: z.object({ listed: z.int(), to_list: z.int() }).nullable(),
  /** How much of what the wallet reported could not be recorded, each thing once, and why the last of it. */
  unread: z.int(),
  unread_problem: z.string().nullable(),
  /** Which network its money is of, where that is known, and whether test money is recorded too. */
  network: networkSchema.nullable(),
  count_test_money: z.boolean(),
  /** It gives the time at which an invoice was made for that of its payment: see the payments' `settled_at`. */
  untimed: z.boolean(),
  /** The webhook of its own by which it can be told of payments, and when that last told something; null where it has none. */
  webhook: z.object({ told_at: instantField.nullable() }).nullable(),
  /** The settings, without those that are secret. */
  settings: z.record(z.string(), z.unknown()).nullable(),
  /** Of a source on Nostr, what it hears of each relay; `found` ones are where those who boost write to. */
  relays: z
    .array(
      z.object({
        url: z.string(),
        found: z.boolean(),
        state: z.enum(['connecting', 'connected', 'failing']),
        problem: z.string().nullable(),
        /** All that it had until then was read. */
        seen_at: instantField.nullable(),
      }),
    )
    .nullable(),
})
export type SourceJson = z.infer<typeof sourceSchema>
export const sourceListSchema = pageSchema(sourceSchema)

const settingsField = z.record(z.string(), z.unknown())

/** `POST /sources`: follows a wallet from now on, its history first. */
export const newSourceSchema = z.strictObject({
  kind: z.enum(FOLLOWED_KINDS),
  name: sourceNameField,
  /** The source's name by default. Several sources may report on one wallet; `nostr` on none. */
  wallet: sourceNameField.nullable().default(null),
  /** Null leaves a known wallet as it is; a new one is shared. */
  whose: z.enum(['show', 'shared']).nullable().default(null),
  /** Money of a test network is worth nothing, and left out unless this says that it is wanted, for trying Readout. */
  count_test_money: z.boolean().default(false),
  settings: settingsField,
})
export type NewSourceJson = z.input<typeof newSourceSchema>

/** `POST /sources/test`: tries settings without keeping them. */
export const testSourceSchema = newSourceSchema.pick({ kind: true, settings: true })
/** What a test comes to: sentences, together and each by itself, and where it failed, what to do. */
export const sourceTestSchema = z.object({
  ok: z.boolean(),
  says: z.string(),
  sentences: z.array(z.string()),
  step: z.string().nullable(),
  /** Which network its money is of, where the wallet says so. */
  network: networkSchema.nullable(),
})
export type SourceTestJson = z.infer<typeof sourceTestSchema>

/** `PATCH /sources/{name}`; settings that are left out stay, secret ones too. */
export const sourcePatchSchema = z
  .strictObject({
    paused: z.boolean(),
    settings: settingsField,
    whose: z.enum(['show', 'shared']),
    show: slugField.nullable(),
    /** Once it is true, the whole history is read again. */
    count_test_money: z.boolean(),
  })
  .partial()
export type SourcePatch = z.infer<typeof sourcePatchSchema>

/** `POST /sources/{name}/webhook`: what a shop is to be given. */
export const sourceWebhookSchema = z.object({
  path: z.string(),
  /** Null where `PUBLIC_URL` is not set: then it is the path at an address by which the shop reaches Readout. */
  address: z.string().nullable(),
  /** What the shop signs with. */
  secret: z.string(),
})
/** The path of what a shop tells; the id is in the webhook's address. */
export const toldParamsSchema = z.object({ id: z.string().regex(/^[0-9]{1,9}$/) })

/** Something that a source reported and that could not be recorded. */
export const unreadSchema = z.object({
  id: z.string(),
  /** Its id or hash at the source, or a digest of what it said. */
  ref: z.string(),
  /** Why, as a sentence. */
  reason: z.string(),
  /** What was reported, as JSON without preimages; null where nothing came. */
  raw: z.string().nullable(),
  first_seen_at: instantField,
  last_seen_at: instantField,
})
export type UnreadJson = z.infer<typeof unreadSchema>
export const unreadListSchema = pageSchema(unreadSchema)

/** What trying it again came to, as a sentence. */
export const unreadRetrySchema = z.object({ recorded: z.boolean(), says: z.string() })
export type UnreadRetryJson = z.infer<typeof unreadRetrySchema>
