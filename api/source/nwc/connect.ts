import { NWCClient } from '@getalby/sdk/nwc'
import { createPageSize, type PageSize } from '#api/source/nwc/page-size.ts'
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

/** A wallet behind its relay, and what is known of how it answers, as long as a run lasts. */
export type NwcWallet = {
  client: NWCClient
  page: PageSize
  /** When the list was last looked at an hour back or more, and a day. */
  looked: { hour: number; day: number }
  /** How many of its transactions are of the last day, as far as it was looked at. */
  daily: number
  /** Whether it gives the time of an invoice for that of its payment; null: it has not shown yet. */
  untimed: boolean | null
  close(): void
}

/** A client for a wallet; it connects when it is first asked something, and notices a relay that went silent. */
export function connectNwc({ connection }: NwcSettings): NwcWallet {
  const client = new CarefulClient({ nostrWalletConnectUrl: connection, requireSecret: true })
  client.pool.enablePing = true
  return {
    client,
    page: createPageSize(),
    looked: { hour: 0, day: 0 },
    daily: Number.POSITIVE_INFINITY,
    untimed: null,
    close: () => client.close(),
  }
}
