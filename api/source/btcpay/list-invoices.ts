import { readAmount } from '#api/intake/read-values.ts'
import { isObject } from '#api/lib/is-object.ts'
import { wordOf } from '#api/lib/word-of.ts'
import type { Btcpay } from '#api/source/btcpay/connect.ts'
import type { BtcpayRun } from '#api/source/btcpay/cursor.ts'
import { btcpayInvoiceAsReports } from '#api/source/btcpay/invoice-as-reports.ts'
import { listByMaking } from '#api/source/kind/list-by-making.ts'
import { type Reading, readEach } from '#api/source/kind/reading.ts'
import { newsOf } from '#api/source/wallet-api/recent.ts'

const PAGE = 100
/** More payments than one invoice is paid with. */
const MOST_PAYMENTS = 1_000

type Invoice = Record<string, unknown>

/** The whole history, then what was paid of late: invoices are listed by when they were made, and some are paid later, on chain above all. */
export async function listInvoices(
  { listInvoices: list, lookBack, recent }: Btcpay,
  run: BtcpayRun,
): Promise<void> {
  await listByMaking(
    {
      lookBack,
      async *pages(offset, since) {
        for (let from = offset; ; ) {
          const page = await list(from, PAGE, since)
          if (page.length === 0) return
          from += page.length
          yield { page, next: from }
        }
      },
      read: (invoices: readonly Invoice[], isPast) => {
        if (isPast) return { reading: readInvoices(invoices) }
        const { news, recorded } = newsOf(recent, invoices, keyOf, markOf)
        return { reading: readInvoices(news), recorded }
      },
      isLive: () => !recent.isEmpty(),
      looked: ({ now }) => recent.forgetBefore((now - lookBack.reach.daily) * MOST_PAYMENTS),
    },
    run,
  )
}

/** Reads invoices with their payments; one bad one never costs another. */
export function readInvoices(invoices: readonly Invoice[]): Reading {
  return readEach(
    invoices,
    btcpayInvoiceAsReports,
    ({ id }) => (typeof id === 'string' ? id : null),
    ({ id }) => `The invoice ${wordOf(id)}`,
  )
}

export function keyOf({ id }: Invoice): string {
  return wordOf(id)
}

/** When an invoice was made, and how many payments of it are settled: another number is news. */
export function markOf({ createdTime, paymentMethods }: Invoice): number {
  const settled = (Array.isArray(paymentMethods) ? paymentMethods : [])
    .filter(isObject)
    .flatMap(({ payments }) => (Array.isArray(payments) ? payments.filter(isObject) : []))
    .filter(({ status }) => status === 'Settled').length
  return (readAmount(createdTime) ?? 0) * MOST_PAYMENTS + Math.min(settled, MOST_PAYMENTS - 1)
}
