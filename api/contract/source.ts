import { z } from 'zod'
import { instantField, pageSchema, slugField } from '#api/contract/common.ts'

/** The kinds of sources that can be followed: wallets, and what is said on Nostr. */
export const FOLLOWED_KINDS = ['lnd', 'cln', 'nwc', 'lnbits', 'phoenixd', 'alby', 'nostr'] as const
export type FollowedKind = (typeof FOLLOWED_KINDS)[number]

export const sourceNameField = z.string().trim().min(1).max(200)
export const sourceParamsSchema = z.object({ name: sourceNameField })

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
  /** What the wallet reported and could not be read, and why the last of it. */
  unread: z.int(),
  unread_problem: z.string().nullable(),
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
  settings: settingsField,
})
export type NewSourceJson = z.input<typeof newSourceSchema>

/** `POST /sources/test`: tries settings without keeping them. */
export const testSourceSchema = newSourceSchema.pick({ kind: true, settings: true })
/** What a test comes to: a sentence, and where it failed, what to do. */
export const sourceTestSchema = z.object({ ok: z.boolean(), says: z.string(), step: z.string().nullable() })
export type SourceTestJson = z.infer<typeof sourceTestSchema>

/** `PATCH /sources/{name}`; settings that are left out stay, secret ones too. */
export const sourcePatchSchema = z
  .strictObject({
    paused: z.boolean(),
    settings: settingsField,
    whose: z.enum(['show', 'shared']),
    show: slugField.nullable(),
  })
  .partial()
export type SourcePatch = z.infer<typeof sourcePatchSchema>
