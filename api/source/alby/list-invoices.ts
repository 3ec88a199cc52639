import { readInstant } from '#api/intake/read-values.ts'
import type { Alby } from '#api/source/alby/connect.ts'
import type { AlbyRun } from '#api/source/alby/cursor.ts'
import { albyInvoiceAsReports } from '#api/source/alby-invoice-as-reports.ts'
import { NOTHING, type Reading, readEach } from '#api/source/kind/reading.ts'

const PAGE = 100
const MINUTE_S = 60
const HOUR_S = 60 * MINUTE_S
const DAY_S = 24 * HOUR_S
/** How far back a look reaches: Alby lists invoices by when they were made, and some are paid later. */
const OVERLAP_S = { often: 15 * MINUTE_S, hourly: DAY_S, daily: 14 * DAY_S }

/** The whole history first; from then on what was made of late, now and then further back. */
export async function listWhatIsNew(account: Alby, run: AlbyRun): Promise<void> {
  if (run.cursor.seen === null) await listHistory(account, run)
  await listNews(account, run)
}

/** Newest first, from where it was left; what comes meanwhile moves the rest on, so none is passed by. */
async function listHistory(account: Alby, run: AlbyRun): Promise<void> {
  if (run.cursor.began === null) await run.record(NOTHING, { began: seconds() }, false)
  for (;;) {
    const page = run.cursor.page + 1
    const invoices = await account.listIncoming(page, PAGE)
    if (invoices.length === 0) break
    await run.record(read(invoices), { page }, false)
  }
  await run.record(NOTHING, { seen: run.cursor.began }, false)
}

async function listNews(account: Alby, run: AlbyRun): Promise<void> {
  const { listIncoming, recent, looked } = account
  const seen = seconds()
  const isLive = !recent.isEmpty()
  const overlap =
    seen - looked.day >= DAY_S
      ? OVERLAP_S.daily
      : seen - looked.hour >= HOUR_S
        ? OVERLAP_S.hourly
        : OVERLAP_S.often
  const since = Math.max(0, (run.cursor.seen ?? seen) - overlap)
  for (let page = 1; ; page++) {
    const invoices = await listIncoming(page, PAGE, since)
    if (invoices.length === 0) break
    const settled = invoices.filter((invoice) => settledAt(invoice) > 0)
    const news = settled.filter((invoice) => !recent.has(String(invoice.payment_hash), settledAt(invoice)))
    // The cursor moves at the end only: a page that was not read is to be asked for again.
    if (news.length > 0) await run.record(read(news), {}, isLive)
    for (const invoice of news) recent.note(String(invoice.payment_hash), settledAt(invoice))
  }
  await run.record(NOTHING, { seen }, false)
  if (overlap >= OVERLAP_S.hourly) looked.hour = seen
  if (overlap >= OVERLAP_S.daily) looked.day = seen
  recent.forgetBefore((seen - OVERLAP_S.daily) * 1000)
}

function read(invoices: readonly Record<string, unknown>[]): Reading {
  return readEach(invoices, albyInvoiceAsReports, hashOf, () => 'An invoice')
}

function settledAt({ settled_at }: Record<string, unknown>): number {
  return readInstant(settled_at)?.getTime() ?? 0
}

function hashOf({ payment_hash }: Record<string, unknown>): string | null {
  return typeof payment_hash === 'string' && payment_hash !== '' ? payment_hash.toLowerCase() : null
}

function seconds(): number {
  return Math.floor(Date.now() / 1000)
}
