import { networkNamed, networkOfInvoice } from '#api/source/kind/network.ts'
import type { Lnd } from '#api/source/lnd/connect.ts'
import type { Network } from '#db/schema/wallet.ts'

/** Among so many of the newest there is one with an invoice, unless all are keysends. */
const NEWEST = 100

/** The network of a node: by what it says of itself, where its macaroon allows that, and else by its newest invoices. */
export async function findNetwork(lnd: Lnd): Promise<Network | null> {
  const info = await lnd.getInfo().catch(() => null)
  const named = networkNamed(info?.chains[0]?.network)
  if (named) return named
  const { invoices } = await lnd.listInvoices({
    index_offset: 0,
    num_max_invoices: NEWEST,
    reversed: true,
  })
  return (
    invoices.map(({ payment_request }) => networkOfInvoice(payment_request)).find((found) => found) ?? null
  )
}
