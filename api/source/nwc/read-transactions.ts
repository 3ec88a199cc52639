import { isObject } from '#api/lib/is-object.ts'
import { type Reading, readEach } from '#api/source/kind/reading.ts'
import { transactionAsReports } from '#api/source/nwc/transaction-as-reports.ts'

/** Reads what a wallet reports; one bad transaction never costs another. */
export function readTransactions(transactions: readonly unknown[]): Reading {
  return readEach(transactions, transactionAsReports, hashOf, () => 'A transaction')
}

/** By what a transaction is known, though the rest of it may be bad. */
export function hashOf(transaction: unknown): string | null {
  const hash = isObject(transaction) ? transaction.payment_hash : null
  return typeof hash === 'string' && hash !== '' ? hash.toLowerCase() : null
}
