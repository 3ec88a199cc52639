import type { Report } from '#api/intake/report.ts'
import type { LndInvoice } from '#api/source/lnd/connect.ts'
import type { Mark } from '#api/source/lnd/cursor.ts'
import { lndInvoiceAsReports } from '#api/source/lnd-invoice-as-reports.ts'

export type ReadInvoices = {
  reports: Report[]
  /** Under which indexes these were settled; an AMP invoice has several. */
  settle_indexes: number[]
  /** The settled ones, to know the wallet again. */
  marks: Mark[]
  /** Why some could not be read. */
  unread: string[]
}

/** Reads what LND reports: the settled ones become reports, and one bad invoice never costs another. */
export function readInvoices(invoices: readonly LndInvoice[]): ReadInvoices {
  const read: ReadInvoices = { reports: [], settle_indexes: [], marks: [], unread: [] }
  for (const invoice of invoices) {
    const result = lndInvoiceAsReports(invoice)
    if ('skip' in result) continue
    const indexes = settleIndexesOf(invoice)
    read.settle_indexes.push(...indexes)
    if ('error' in result)
      read.unread.push(`The invoice ${invoice.add_index} cannot be read: ${result.error}`)
    else read.reports.push(...result.reports)
    if (invoice.r_hash instanceof Uint8Array)
      read.marks.push({
        add_index: Number(invoice.add_index),
        hash: Buffer.from(invoice.r_hash).toString('hex'),
        settle_index: Math.max(...indexes, 0),
      })
  }
  return read
}

function settleIndexesOf(invoice: LndInvoice): number[] {
  const states = Object.values(invoice.amp_invoice_state ?? {})
  const sets = states.flatMap((state: { state?: unknown; settle_index?: unknown }) =>
    state.state === 'SETTLED' ? Number(state.settle_index) : [],
  )
  return [Number(invoice.settle_index), ...sets].filter((index) => Number.isSafeInteger(index) && index > 0)
}
