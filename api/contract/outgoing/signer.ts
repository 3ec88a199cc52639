import { z } from 'zod'
import { textField } from '#api/contract/common.ts'
import { ownNetworkField, relaysField } from '#api/contract/outgoing/way.ts'

/** `POST /ways-out/signers`: by which relays a signer is to come. */
export const newSignerInviteSchema = z.strictObject({
  relays: relaysField.max(5),
  own_network: ownNetworkField.default(null),
})
export type NewSignerInvite = z.infer<typeof newSignerInviteSchema>

export const signerInviteSchema = z.object({
  /** `nostrconnect://…`, to be scanned or copied into the signer. */
  address: z.string(),
  /** Given back to wait for it. */
  invite: z.string(),
})
export type SignerInviteJson = z.infer<typeof signerInviteSchema>

export const signerWaitSchema = z.strictObject({ invite: textField(1, 10_000) })

export const signerCameSchema = z.object({
  /** What `signer` of a way on Nostr takes, for a while; null: nobody came yet. */
  signer: z.string().nullable(),
  npub: z.string().nullable(),
})
export type SignerWaitJson = z.infer<typeof signerCameSchema>
