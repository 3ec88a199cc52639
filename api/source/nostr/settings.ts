import { z } from 'zod'
import { keyOf } from '#api/source/nostr/read/nostr-keys.ts'
import { relayAddress } from '#api/source/nostr/read/read-person.ts'

/** Where boosts of podcast apps are written, and where keys say who they are. */
export const DEFAULT_RELAYS = [
  'wss://relay.fountain.fm',
  'wss://nos.lol',
  'wss://relay.damus.io',
  'wss://relay.primal.net',
  'wss://relay.ditto.pub',
  'wss://relay.mostr.pub',
  'wss://relay.wavlake.com',
  'wss://purplepag.es',
]

const relay = z
  .string()
  .trim()
  .max(200)
  .refine((text) => /^wss?:\/\/[^\s/]+/i.test(text) && URL.canParse(text), {
    error: 'addresses of relays, which begin with wss://',
  })
  .transform(relayAddress)

const key = z
  .string()
  .max(2_000)
  .transform((text, issue) => {
    const found = keyOf(text)
    if (found !== null) return found
    issue.addIssue({ code: 'custom', message: 'public keys, which begin with npub1' })
    return z.NEVER
  })

export const nostrSettingsSchema = z.strictObject({
  /** The relays that are followed. */
  relays: z
    .array(relay)
    .min(1, { error: 'at least one relay' })
    .max(20, { error: 'at most 20 relays' })
    .transform((relays) => [...new Set(relays)])
    .default(DEFAULT_RELAYS),
  /** The show's own keys: zaps are sent to them, and what they post of boosts is from others. */
  keys: z
    .array(key)
    .max(20, { error: 'at most 20 keys' })
    .transform((keys) => [...new Set(keys)])
    .default([]),
})
export type NostrSettings = z.infer<typeof nostrSettingsSchema>
