import { NWCClient } from '@getalby/sdk/nwc'
import { quoteLarge } from '#api/lib/parse-exactly.ts'
import { createLookBack, type LookBack } from '#api/source/kind/look-back.ts'
import { createPageSize, type PageSize } from '#api/source/nwc/page-size.ts'
import type { NwcSettings } from '#api/source/nwc/settings.ts'

/** What an answer that cannot be decrypted is taken for; as a wallet's own error it reaches whoever asked. */
export const UNREADABLE = 'UNREADABLE'

/**
 * The SDK decrypts where an error would be nobody's, and end the process; so decrypting never throws. It reads the JSON itself, so
 * that large numbers are made text before.
 */
class CarefulClient extends NWCClient {
  override async decrypt(pubkey: string, content: string): Promise<string> {
    try {
      return quoteLarge(await super.decrypt(pubkey, content))
    } catch {
      return JSON.stringify({ error: { code: UNREADABLE, message: 'unreadable' } })
    }
  }
}

const MINUTE_S = 60
const DAY_S = 24 * 60 * MINUTE_S
/**
 * How far back a look reaches before what was seen: wallets know transactions by when they changed, or only by when their
 * invoice was made, and their clocks may differ from ours. At such a wallet, an invoice that was paid more than 14 days after it
 * was made is known only by what the wallet tells as it is paid: one paid while nobody listened is missed. Invoices of podcast
 * apps and Lightning addresses end within a day; reaching further back would list thousands, a few at a time, on every connect.
 */
const REACH = { often: 10 * MINUTE_S, hourly: DAY_S, daily: 14 * DAY_S }

/** A wallet behind its relay, and what is known of how it answers, as long as a run lasts. */
export type NwcWallet = {
  client: NWCClient
  page: PageSize
  lookBack: LookBack
  /** How many lay behind the usual look when it was last counted; null: not yet. */
  behind: { from: number; until: number; count: number } | null
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
    lookBack: createLookBack(REACH),
    behind: null,
    daily: Number.POSITIVE_INFINITY,
    untimed: null,
    close: () => client.close(),
  }
}
