import type { Btcpay } from '#api/source/btcpay/connect.ts'
import type { BtcpayRun } from '#api/source/btcpay/cursor.ts'
import { keyOf, markOf, readInvoices } from '#api/source/btcpay/list-invoices.ts'
import { createInbox } from '#api/source/kind/inbox.ts'
import type { Told } from '#api/source/kind/source-kind.ts'
import { newsOf } from '#api/source/wallet-api/recent.ts'

/** At once, of as many as a busy shop has. */
const BATCH = 100
const QUIET_MS = 60_000

/** Asks for each invoice that the store's webhook tells of, and records what was paid of it; the list is looked at besides. */
export async function followDeliveries(
  { getInvoice, recent }: Btcpay,
  { webhook, record, signal }: BtcpayRun,
  { listening }: Pick<Told, 'listening'>,
): Promise<void> {
  const told = createInbox<string>(BATCH, signal)
  webhook.onTold(told.put)
  listening()
  while (!signal.aborted) {
    // Of one payment it is told as it comes, as it is settled, and as the invoice is.
    for (const id of new Set((await told.next(QUIET_MS)).items)) {
      const invoice = await getInvoice(id)
      if (!invoice) continue
      const { news, recorded } = newsOf(recent, [invoice], keyOf, markOf)
      if (news.length > 0) await record(readInvoices(news), {}, true)
      recorded()
    }
  }
}
