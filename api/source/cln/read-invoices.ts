import { wordOf } from '#api/lib/word-of.ts'
import type { ClnInvoice } from '#api/source/cln/connect.ts'
import { clnInvoiceAsReports } from '#api/source/cln/invoice-as-reports.ts'
import { type Reading, readEach } from '#api/source/kind/reading.ts'

/** Reads invoices; one bad one never costs another. */
export function readInvoices(invoices: readonly ClnInvoice[]): Reading {
  return readEach(invoices, clnInvoiceAsReports, hashOf, ({ label }) => `The invoice ${wordOf(label)}`)
}

function hashOf({ payment_hash }: ClnInvoice): string | null {
  return typeof payment_hash === 'string' && payment_hash !== '' ? payment_hash.toLowerCase() : null
}
