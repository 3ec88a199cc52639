import { ECDH } from 'node:crypto'
import { NWCClient } from '@getalby/sdk/nwc'
import { z } from 'zod'

/** The connection secret as a wallet shows it: `nostr+walletconnect://…`; it holds the key, and is secret as a whole. */
const connection = z
  .string()
  .trim()
  .max(4_000)
  .transform((text, issue) => {
    try {
      const { walletPubkey, relayUrls } = NWCClient.parseWalletConnectUrl(text, true)
      // A key that is no point of the curve would fail where nobody can catch it.
      ECDH.convertKey(`02${walletPubkey}`, 'secp256k1', 'hex')
      if (relayUrls.every((url) => /^wss?:\/\//.test(url))) return text
    } catch {
      // Said below, without the words of an error that may quote it.
    }
    issue.addIssue({
      code: 'custom',
      message: 'the whole connection secret, which begins with nostr+walletconnect://',
    })
    return z.NEVER
  })

export const nwcSettingsSchema = z.strictObject({ connection })
export type NwcSettings = z.infer<typeof nwcSettingsSchema>
