import type { Cln, ClnInvoice } from '#api/source/cln/connect.ts'
import type { ClnRun } from '#api/source/cln/cursor.ts'
import { notCln } from '#api/source/cln/explain-cln-answer.ts'
import { payIndexOf } from '#api/source/cln/know-node.ts'
import { readInvoices } from '#api/source/cln/read-invoices.ts'
import type { Told } from '#api/source/kind/source-kind.ts'

/** How long the node waits for a payment before it answers that there was none; proxies end what is silent for longer. */
const WAIT_S = 25
/** What waits is recorded together. */
const BATCH = 200

/** Records what is paid as it is paid, from the cursor on, so that what came meanwhile comes first. */
export async function followPaid(node: Cln, run: ClnRun, { listening }: Told): Promise<void> {
  listening()
  while (!run.signal.aborted) {
    let index = run.cursor.pay_index ?? 0
    const paid: ClnInvoice[] = []
    let next = await node.waitAnyInvoice(index, WAIT_S)
    while (next) {
      const at = payIndexOf(next)
      if (at === null || at <= index) throw notCln()
      index = at
      paid.push(next)
      next = paid.length < BATCH ? await node.waitAnyInvoice(index, 0) : null
    }
    const newest = paid.at(-1)
    if (newest) {
      const last = { pay_index: index, hash: String(newest.payment_hash) }
      await run.record(readInvoices(paid), { pay_index: index, last }, true)
    } else await run.reportStatus({})
  }
}
