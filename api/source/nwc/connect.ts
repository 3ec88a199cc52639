import { NWCClient } from '@getalby/sdk/nwc'
import type { NwcSettings } from '#api/source/nwc/settings.ts'

/** What an answer that cannot be decrypted is taken for; as a wallet's own error it reaches whoever asked. */
export const UNREADABLE = 'UNREADABLE'

/** The SDK decrypts where an error would be nobody's, and end the process; so decrypting never throws. */
class CarefulClient extends NWCClient {
  override async decrypt(pubkey: string, content: string): Promise<string> {
    try {
      return await super.decrypt(pubkey, content)
    } catch {
      return JSON.stringify({ error: { code: UNREADABLE, message: 'unreadable' } })
    }
  }
}

/** A client for a wallet; it connects when it is first asked something, and notices a relay that went silent. */
export function connectNwc({ connection }: NwcSettings): NWCClient {
  const client = new CarefulClient({ nostrWalletConnectUrl: connection, requireSecret: true })
  client.pool.enablePing = true
  return client
}
