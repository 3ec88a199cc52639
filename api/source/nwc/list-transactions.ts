import type { NWCClient } from '@getalby/sdk/nwc'
import type { NwcCursor, NwcRun } from '#api/source/nwc/cursor.ts'
import { explainNwcError } from '#api/source/nwc/explain-nwc-error.ts'
import { readTransactions } from '#api/source/nwc/read-transactions.ts'

/** More may exceed what an encrypted message can hold. */
const PAGE = 20
const MINUTE_S = 60
export const HOUR_S = 60 * MINUTE_S
const DAY_S = 24 * HOUR_S

/**
 * How far back a look reaches before what was seen: wallets know transactions by when they changed, or only by when their
 * invoice was made, and their clocks may differ from ours. At such a wallet, an invoice that was paid more than 14 days after it
 * was made is known only by what the wallet tells as it is paid: one paid while nobody listened is missed. Invoices of podcast
 * apps and Lightning addresses end within a day; reaching further back would list thousands, 20 at a time, on every connect.
 */
export const OVERLAP_S = { often: 10 * MINUTE_S, hourly: DAY_S, daily: 14 * DAY_S }

/** Reads the whole history, newest first, from where it was left; whatever comes meanwhile is seen by the first look. */
export async function readHistory(client: NWCClient, run: NwcRun, cursor: NwcCursor): Promise<NwcCursor> {
  const began = cursor.began ?? seconds()
  let at: NwcCursor = { ...cursor, began }
  for await (const page of pagesOf(client, run, { offset: at.offset })) {
    at = { ...at, offset: page.next }
    await run.record(page.reports, at, false)
    await tellUnread(run, page.unread)
    await run.reportStatus({ history: { listed: page.next, to_list: Math.max(page.total, page.next) } })
  }
  at = { ...at, seen: began }
  await run.record([], at, false)
  await run.reportStatus({ history: null })
  return at
}

/** Lists what changed since the last look, and some time before that. */
export async function lookAgain(
  client: NWCClient,
  run: NwcRun,
  cursor: NwcCursor,
  overlap: number,
): Promise<NwcCursor> {
  const at = { ...cursor, seen: seconds() }
  const from = Math.max(0, (cursor.seen ?? at.seen) - overlap)
  // The cursor moves at the end only: a page that was not read is to be asked for again.
  for await (const page of pagesOf(client, run, { offset: 0, from })) {
    await run.record(page.reports, cursor, false)
    await tellUnread(run, page.unread)
  }
  await run.record([], at, false)
  return at
}

type Page = ReturnType<typeof readTransactions> & { next: number; total: number }

/** Page after page until an empty one; a wallet that takes no offset would give its first one for ever. */
async function* pagesOf(
  client: NWCClient,
  run: NwcRun,
  { offset, ...since }: { offset: number; from?: number },
): AsyncGenerator<Page> {
  let before = ''
  let repeats = 0
  for (let next = offset; ; ) {
    const { transactions, total } = await ask(client, run, { ...since, offset: next })
    const content = JSON.stringify(transactions)
    repeats = content === before ? repeats + 1 : 0
    before = content
    if (transactions.length === 0 || repeats > 2) return
    next += transactions.length
    yield { ...readTransactions(transactions), next, total }
  }
}

async function ask(client: NWCClient, run: NwcRun, request: { offset: number; from?: number }) {
  run.signal.throwIfAborted()
  try {
    const answer = await client.listTransactions({ ...request, limit: PAGE, type: 'incoming' })
    const transactions: unknown[] = Array.isArray(answer.transactions) ? answer.transactions : []
    return { transactions, total: Number(answer.total_count) || 0 }
  } catch (error) {
    throw explainNwcError(error)
  }
}

async function tellUnread(run: NwcRun, reasons: readonly string[]): Promise<void> {
  for (const unread of reasons) await run.reportStatus({ unread })
}

function seconds(): number {
  return Math.floor(Date.now() / 1000)
}
