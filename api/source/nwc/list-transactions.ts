import { readInstant } from '#api/intake/read-values.ts'
import { isObject } from '#api/lib/is-object.ts'
import { NOTHING, type Reading } from '#api/source/kind/reading.ts'
import { askForPage, listIncoming } from '#api/source/nwc/ask-for-page.ts'
import type { NwcWallet } from '#api/source/nwc/connect.ts'
import type { NwcRun } from '#api/source/nwc/cursor.ts'
import { datedReading } from '#api/source/nwc/date-transactions.ts'
import { hashOf } from '#api/source/nwc/read-transactions.ts'

const MINUTE_S = 60
const HOUR_S = 60 * MINUTE_S
const DAY_S = 24 * HOUR_S

/**
 * How far back a look reaches before what was seen: wallets know transactions by when they changed, or only by when their
 * invoice was made, and their clocks may differ from ours. At such a wallet, an invoice that was paid more than 14 days after it
 * was made is known only by what the wallet tells as it is paid: one paid while nobody listened is missed. Invoices of podcast
 * apps and Lightning addresses end within a day; reaching further back would list thousands, a few at a time, on every connect.
 */
const OVERLAP_S = { often: 10 * MINUTE_S, hourly: DAY_S, daily: 14 * DAY_S }
/** So many of the last day are looked through every time. */
const FEW = 100

/** Reads the whole history, newest first, from where it was left; whatever comes meanwhile is seen by the first look. */
export async function readHistory(wallet: NwcWallet, run: NwcRun): Promise<void> {
  const began = run.cursor.began ?? seconds()
  for await (const { page, next, total } of pagesOf(wallet, run, { offset: run.cursor.offset })) {
    const { reading, moved } = await readPage(wallet, run, page, true)
    await run.record(reading, { ...moved, began, offset: next }, false)
    await run.reportStatus({ history: { listed: next, to_list: Math.max(total, next) } })
  }
  await run.record(NOTHING, { began, seen: began }, false)
  await run.reportStatus({ history: null })
}

/** Lists what changed since the last look, and some time before that: now and then further back. */
export async function lookAgain(wallet: NwcWallet, run: NwcRun): Promise<void> {
  const now = Date.now()
  const isDue = (last: number, every: number) => now - last >= every * 1000
  const { hour, day } = wallet.looked
  // Where an invoice of hours ago is listed by when it was made, only a look that reaches so far sees it paid.
  const isFarReaching = isDue(hour, HOUR_S) || (wallet.untimed === true && wallet.daily <= FEW)
  const overlap = isDue(day, DAY_S) ? OVERLAP_S.daily : isFarReaching ? OVERLAP_S.hourly : OVERLAP_S.often
  const seen = seconds()
  const from = Math.max(0, (run.cursor.seen ?? seen) - overlap)
  // The cursor moves at the end only: a page that was not read is to be asked for again.
  let daily = 0
  for await (const { page } of pagesOf(wallet, run, { offset: 0, from })) {
    const { reading, moved } = await readPage(wallet, run, page, false)
    await run.record(reading, moved, false)
    daily += reading.reports.filter(({ settled_at }) => now - settled_at.getTime() < DAY_S * 1000).length
  }
  await run.record(NOTHING, { seen }, false)
  if (overlap >= OVERLAP_S.hourly) Object.assign(wallet, { daily, looked: { hour: now, day } })
  if (overlap >= OVERLAP_S.daily) wallet.looked.day = now
}

/** Transactions, or one that never comes. */
type Page = { page: { transactions: unknown[] } | Reading; next: number; total: number }

async function readPage(wallet: NwcWallet, run: NwcRun, page: Page['page'], isPast: boolean) {
  return 'transactions' in page
    ? await datedReading(wallet, run, page.transactions, isPast)
    : { reading: page, moved: {} }
}

/** Page after page until an empty one; a wallet that takes no offset would give its first one for ever. */
async function* pagesOf(
  wallet: NwcWallet,
  run: NwcRun,
  { offset, ...since }: { offset: number; from?: number },
): AsyncGenerator<Page> {
  let before = ''
  let repeats = 0
  for (let next = offset; ; ) {
    const page = await askForPage(wallet, { ...since, offset: next }, run.signal)
    if (page === null) {
      next += 1
      yield { page: await passBy(wallet, next - 1), next, total: 0 }
      continue
    }
    const { transactions, total } = page
    const content = JSON.stringify(transactions)
    repeats = content === before ? repeats + 1 : 0
    before = content
    if (transactions.length === 0 || repeats > 2) return
    next += transactions.length
    yield { page, next, total }
  }
}

/** A transaction that never comes is known by the one that came before it. */
async function passBy({ client }: NwcWallet, offset: number): Promise<Reading> {
  const older = await listIncoming(client, { offset: offset + 1, limit: 1 }).catch(() => null)
  const [known] = older?.transactions ?? []
  const hash = hashOf(known)
  const when = isObject(known) ? (readInstant(known.settled_at) ?? readInstant(known.created_at)) : null
  const after = when ? `after ${when.toISOString().slice(0, 16).replace('T', ' ')} UTC` : 'the oldest it has'
  const unread = {
    ref: hash ? `after ${hash}` : `at ${offset}`,
    raw: null,
    reason: `A transaction (${older === null ? 'of unknown time' : after}) never comes, though the wallet answers: it may be too large for the relay, or for an encrypted message. Look it up in the wallet.`,
  }
  return { reports: [], unread: [unread] }
}

function seconds(): number {
  return Math.floor(Date.now() / 1000)
}
