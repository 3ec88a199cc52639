import { readInstant } from '#api/intake/read-values.ts'
import { isObject } from '#api/lib/is-object.ts'
import type { Reading } from '#api/source/kind/reading.ts'
import type { NwcWallet } from '#api/source/nwc/connect.ts'
import type { NwcCursor, NwcRun } from '#api/source/nwc/cursor.ts'
import { hashOf, readTransactions } from '#api/source/nwc/read-transactions.ts'

/** An invoice cannot be paid later than it ends, but for the time that a payment takes. */
const GRACE_MS = 60_000
/** What is seen so soon after its invoice was made may well have been paid in the same second. */
const AT_ONCE_MS = 5_000

/**
 * Reads transactions with the time at which they were paid. Some wallets give the time of the invoice for it: as long as one has
 * never given another, a payment has the time at which it was seen first, unless its invoice had ended by then.
 * @param isPast whether they are of the wallet's history: when they were paid cannot be known
 * @returns what moves in the cursor, too
 */
export async function datedReading(
  wallet: Pick<NwcWallet, 'untimed'>,
  run: Pick<NwcRun, 'cursor' | 'firstTimes' | 'reportStatus'>,
  transactions: readonly unknown[],
  isPast: boolean,
): Promise<{ reading: Reading; moved: Partial<NwcCursor> }> {
  const seenAt = Math.floor(Date.now() / 1000) * 1000
  const reading = readTransactions(transactions)
  const times = new Map(transactions.map((one) => [hashOf(one), timesOf(one)]))
  const invoices = reading.reports.filter(({ rail }) => rail !== 'keysend')
  const isAsMade = (ref: string) => times.get(ref)?.isAsMade === true
  const timed = run.cursor.timed || invoices.some(({ ref }) => !isAsMade(ref))
  const asMade = new Set(invoices.map(({ ref }) => ref).filter(isAsMade))
  const first = asMade.size > 0 ? await run.firstTimes([...asMade]) : new Map<string, Date>()
  const isTelling = invoices.some(
    ({ ref, settled_at }) => asMade.has(ref) && seenAt - settled_at.getTime() > AT_ONCE_MS,
  )
  const untimed = timed ? false : isTelling ? true : wallet.untimed
  if (untimed !== wallet.untimed && untimed !== null) {
    await run.reportStatus({ untimed })
    wallet.untimed = untimed
  }
  const paidAt = (ref: string, own: Date): Date => {
    const known = first.get(ref)
    if (known || timed || isPast) return known ?? own
    const ends = times.get(ref)?.ends ?? Number.POSITIVE_INFINITY
    return seenAt < own.getTime() || seenAt > ends + GRACE_MS ? own : new Date(seenAt)
  }
  const reports = reading.reports.map((report) =>
    asMade.has(report.ref) ? { ...report, settled_at: paidAt(report.ref, report.settled_at) } : report,
  )
  return { reading: { ...reading, reports }, moved: timed === run.cursor.timed ? {} : { timed } }
}

function timesOf(transaction: unknown): { isAsMade: boolean; ends: number | undefined } {
  const { created_at, settled_at, expires_at } = isObject(transaction) ? transaction : {}
  const made = readInstant(created_at)?.getTime()
  return {
    isAsMade: made !== undefined && made === readInstant(settled_at)?.getTime(),
    ends: readInstant(expires_at)?.getTime(),
  }
}
