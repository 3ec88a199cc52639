import { readAmount } from '#api/intake/read-values.ts'
import type { Cln } from '#api/source/cln/connect.ts'
import type { ClnRun } from '#api/source/cln/cursor.ts'
import { findLast } from '#api/source/cln/find-last.ts'
import { readInvoices } from '#api/source/cln/read-invoices.ts'
import { NOTHING } from '#api/source/kind/reading.ts'

const PAGE = 250

/** Reads the list of invoices from the cursor on to its end, once; what is paid meanwhile comes by its index. */
export async function listHistory(node: Cln, run: ClnRun): Promise<void> {
  if (run.cursor.isListed) return
  const last = await findLast(async (index) => createdIndexOf((await node.listInvoices(index + 1, 1))[0]))
  for (;;) {
    const invoices = await node.listInvoices(run.cursor.created_index + 1, PAGE)
    const created_index = createdIndexOf(invoices.at(-1))
    if (created_index === null || created_index <= run.cursor.created_index) break
    await run.record(readInvoices(invoices), { created_index }, false)
    await run.reportStatus({ history: { listed: created_index, to_list: Math.max(last, created_index) } })
  }
  await run.record(NOTHING, { isListed: true }, false)
  await run.reportStatus({ history: null })
}

function createdIndexOf(invoice: Record<string, unknown> | undefined): number | null {
  return readAmount(invoice?.created_index)
}
