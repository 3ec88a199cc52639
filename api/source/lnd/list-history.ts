import { NOTHING } from '#api/source/kind/reading.ts'
import type { InvoicePage, Lnd } from '#api/source/lnd/connect.ts'
import type { LndRun } from '#api/source/lnd/cursor.ts'
import { marksOf } from '#api/source/lnd/marks-of.ts'
import { readInvoices } from '#api/source/lnd/read-invoices.ts'

/** What one transaction takes. */
const PAGE = 1_000

/**
 * Reads the list of invoices from an add index on to its end, by add index, a page ahead of what is being recorded. What is
 * open yet comes by its settle index later.
 */
export async function listHistory(lnd: Lnd, run: LndRun, from: number): Promise<void> {
  const { record, reportStatus, signal } = run
  const ask = (after: number) => {
    const page = lnd.listInvoices({ index_offset: after, num_max_invoices: PAGE })
    // Where recording fails, its error counts, not this one's; where the run ends, nobody waits for the page.
    page.catch(() => {})
    return page
  }
  const newest = await lnd.listInvoices({ index_offset: 0, num_max_invoices: 1, reversed: true })
  const to_list = Number(newest.last_index_offset)
  let after = from
  let pending: Promise<InvoicePage> = ask(after)
  while (!signal.aborted) {
    const page = await pending
    if (page.invoices.length === 0) break
    after = Number(page.last_index_offset)
    pending = ask(after)
    const { settle_indexes: _, marks, ...reading } = readInvoices(page.invoices)
    await record(reading, { ...marksOf(marks), add_index: after }, false)
    await reportStatus({ history: { listed: after, to_list: Math.max(to_list, after) } })
  }
  if (signal.aborted) return
  await record(NOTHING, { add_index: after, listed: true }, false)
  await reportStatus({ history: null })
}
