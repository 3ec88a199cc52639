import { readAmount } from '#api/intake/read-values.ts'
import { isObject } from '#api/lib/is-object.ts'
import type { Btcpay } from '#api/source/btcpay/connect.ts'
import type { BtcpayRun } from '#api/source/btcpay/cursor.ts'
import { btcpayInvoiceAsReports } from '#api/source/btcpay/invoice-as-reports.ts'
import { NOTHING, type Reading, readEach } from '#api/source/kind/reading.ts'

const PAGE = 100
const HOUR_S = 3_600
const DAY_S = 24 * HOUR_S
/** How far back a look reaches: invoices are listed by when they were made, and some are paid later, on chain above all. */
const OVERLAP_S = { often: 2 * HOUR_S, hourly: 2 * DAY_S, daily: 14 * DAY_S }

/** More payments than one invoice is paid with. */
const MOST_PAYMENTS = 1_000

/** The whole history first; from then on what was made of late, now and then further back. */
export async function listWhatIsNew(store: Btcpay, run: BtcpayRun): Promise<void> {
  if (run.cursor.seen === null) await listHistory(store, run)
  await listNews(store, run)
}

/** Newest first, from where it was left; what comes meanwhile moves the rest on, so none is passed by. */
async function listHistory(store: Btcpay, run: BtcpayRun): Promise<void> {
  if (run.cursor.began === null) await run.record(NOTHING, { began: seconds() }, false)
  for (;;) {
    const invoices = await store.listInvoices(run.cursor.offset, PAGE)
    if (invoices.length === 0) break
    await run.record(read(invoices), { offset: run.cursor.offset + invoices.length }, false)
  }
  await run.record(NOTHING, { seen: run.cursor.began }, false)
}

async function listNews({ listInvoices, recent, looked }: Btcpay, run: BtcpayRun): Promise<void> {
  const seen = seconds()
  const isLive = !recent.isEmpty()
  const overlap =
    seen - looked.day >= DAY_S
      ? OVERLAP_S.daily
      : seen - looked.hour >= HOUR_S
        ? OVERLAP_S.hourly
        : OVERLAP_S.often
  const since = Math.max(0, (run.cursor.seen ?? seen) - overlap)
  for (let skip = 0; ; ) {
    const invoices = await listInvoices(skip, PAGE, since)
    if (invoices.length === 0) break
    skip += invoices.length
    const news = invoices.filter((invoice) => !recent.has(String(invoice.id), markOf(invoice)))
    // The cursor moves at the end only: a page that was not read is to be asked for again.
    if (news.length > 0) await run.record(read(news), {}, isLive)
    for (const invoice of news) recent.note(String(invoice.id), markOf(invoice))
  }
  await run.record(NOTHING, { seen }, false)
  if (overlap >= OVERLAP_S.hourly) looked.hour = seen
  if (overlap >= OVERLAP_S.daily) looked.day = seen
  recent.forgetBefore((seen - OVERLAP_S.daily) * MOST_PAYMENTS)
}

function read(invoices: readonly Record<string, unknown>[]): Reading {
  return readEach(
    invoices,
    btcpayInvoiceAsReports,
    ({ id }) => (typeof id === 'string' ? id : null),
    ({ id }) => `The invoice ${String(id)}`,
  )
}

/** When an invoice was made, and how many payments of it are settled: another number is news. */
function markOf({ createdTime, paymentMethods }: Record<string, unknown>): number {
  const settled = (Array.isArray(paymentMethods) ? paymentMethods : [])
    .filter(isObject)
    .flatMap(({ payments }) => (Array.isArray(payments) ? payments.filter(isObject) : []))
    .filter(({ status }) => status === 'Settled').length
  return (readAmount(createdTime) ?? 0) * MOST_PAYMENTS + Math.min(settled, MOST_PAYMENTS - 1)
}

function seconds(): number {
  return Math.floor(Date.now() / 1000)
}
