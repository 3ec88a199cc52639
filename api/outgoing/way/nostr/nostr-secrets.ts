import { z } from 'zod'
import { bunkerSchema } from '#api/outgoing/way/nostr/remote-signer.ts'

/** What is kept sealed of it. */
export const nostrSecretsSchema = z.union([
  z.object({ key: z.string().regex(/^[0-9a-f]{64}$/) }),
  // With the key that it signs with, so that nobody has to ask it for that again.
  z.object({ bunker: bunkerSchema, pubkey: z.string().regex(/^[0-9a-f]{64}$/) }),
])
/** The key that notes are signed with, or who has it. */
export type NostrSecrets = z.infer<typeof nostrSecretsSchema>
