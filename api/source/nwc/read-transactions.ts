import type { Report } from '#api/intake/report.ts'
import { transactionAsReports } from '#api/source/nwc/transaction-as-reports.ts'

/** Reads what a wallet reports; one bad transaction never costs another. */
export function readTransactions(transactions: readonly unknown[]): { reports: Report[]; unread: string[] } {
  const reports: Report[] = []
  const unread: string[] = []
  for (const transaction of transactions) {
    const read = transactionAsReports(transaction)
    if ('reports' in read) reports.push(...read.reports)
    else if ('error' in read) unread.push(`A transaction cannot be read: ${read.error}`)
  }
  return { reports, unread }
}
