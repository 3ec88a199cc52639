import { type Reading, readEach } from '#api/source/kind/reading.ts'
import type { LndInvoice } from '#api/source/lnd/connect.ts'
import type { Mark } from '#api/source/lnd/cursor.ts'
import { rawOfInvoice } from '#api/source/lnd/raw-of-invoice.ts'
import { lndInvoiceAsReports } from '#api/source/lnd-invoice-as-reports.ts'

export type ReadInvoices = Reading & {
  /** Under which indexes these were settled; an AMP invoice has several. */
  settle_indexes: number[]
  /** The settled ones, to know the wallet again. */
  marks: Mark[]
}

/** Reads what LND reports: the settled ones become reports, and one bad invoice never costs another. */
export function readInvoices(invoices: readonly LndInvoice[]): ReadInvoices {
  const settled = invoices.filter(({ state }) => state === 'SETTLED')
  const reading = readEach(
    settled,
    lndInvoiceAsReports,
    ({ add_index }) => String(add_index),
    ({ add_index }) => `The invoice ${add_index}`,
    rawOfInvoice,
  )
  const marks = settled.flatMap((invoice) => {
    const hash = hashesOf(invoice).find((known) => known !== '')
    const settle_index = Math.max(...settleIndexesOf(invoice), 0)
    return hash ? { add_index: Number(invoice.add_index), hash, settle_index } : []
  })
  return { ...reading, settle_indexes: settled.flatMap(settleIndexesOf), marks }
}

/**
 * What an invoice is known again by, in hex: its payment hash, which is empty for a spontaneous AMP payment, and then its set
 * ids too.
 */
export function hashesOf({ r_hash, amp_invoice_state }: LndInvoice): string[] {
  if (!(r_hash instanceof Uint8Array)) return []
  const hash = Buffer.from(r_hash).toString('hex')
  return hash === '' ? [hash, ...Object.keys(amp_invoice_state ?? {})] : [hash]
}

/** Under which indexes an invoice was settled: an AMP invoice's own is 0, and each of its sets has one. */
export function settleIndexesOf(invoice: LndInvoice): number[] {
  const states = Object.values(invoice.amp_invoice_state ?? {})
  const sets = states.flatMap((state: { state?: unknown; settle_index?: unknown }) =>
    state.state === 'SETTLED' ? Number(state.settle_index) : [],
  )
  return [Number(invoice.settle_index), ...sets].filter((index) => Number.isSafeInteger(index) && index > 0)
}
