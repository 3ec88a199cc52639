import { readInstant } from '#api/intake/read-values.ts'
import { isObject } from '#api/lib/is-object.ts'
import { jsonText } from '#api/metadata/text.ts'
import { listByMaking } from '#api/source/kind/list-by-making.ts'
import type { Reading } from '#api/source/kind/reading.ts'
import { askForPage, countIncoming, listIncoming } from '#api/source/nwc/ask-for-page.ts'
import type { NwcWallet } from '#api/source/nwc/connect.ts'
import type { NwcCursor, NwcRun } from '#api/source/nwc/cursor.ts'
import { datedReading } from '#api/source/nwc/date-transactions.ts'
import { hashOf } from '#api/source/nwc/read-transactions.ts'

const DAY_S = 24 * 3_600
/** So many of the last day are looked through every time. */
const FEW = 100

/** The whole history, then what changed of late, and some time before that: now and then further back. */
export async function listTransactions(wallet: NwcWallet, run: NwcRun): Promise<void> {
  const { lookBack } = wallet
  let daily = 0
  await listByMaking<Page['page'], Pick<NwcCursor, 'node' | 'timed'>>(
    {
      lookBack,
      pages: (offset, from) => pagesOf(wallet, run, { offset, ...(from === undefined ? {} : { from }) }),
      read: async (page, isPast) => {
        if (!('transactions' in page)) return { reading: page }
        const news = await datedReading(wallet, run, page.transactions, isPast)
        const dayAgo = Date.now() - DAY_S * 1000
        daily += news.reading.reports.filter(({ settled_at }) => settled_at.getTime() > dayAgo).length
        return news
      },
      isFar: (now) => mustReachFar(wallet, now),
      looked: ({ reachS }) => {
        if (reachS > lookBack.reach.often) wallet.daily = daily
      },
    },
    run,
  )
}

/**
 * Whether a look must reach behind the usual: where an invoice of hours ago is listed by when it was made, only such a one sees it
 * paid. Wallets that count tell by another number than before; of others, those that have few payments are looked through.
 */
async function mustReachFar(wallet: NwcWallet, now: number): Promise<boolean> {
  const { client, behind, untimed, daily } = wallet
  const { hourly, often } = wallet.lookBack.reach
  // What is to be compared next is counted first: what is paid meanwhile is another number now, or the next time.
  const window = { from: now - hourly, until: now - often }
  const next = { ...window, count: await countIncoming(client, window) }
  const isChanged = behind !== null && (await countIncoming(client, behind)) !== behind.count
  wallet.behind = next
  return isChanged || (untimed === true && daily <= FEW)
}

/** Transactions, or one that never comes. */
type Page = { page: { transactions: unknown[] } | Reading; next: number; total: number }

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
    const content = jsonText(transactions)
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
