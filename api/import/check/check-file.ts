import type { Kysely } from 'kysely'
import type { FiatAmount } from '#api/contract/common.ts'
import type { ImportCheck } from '#api/contract/import.ts'
import { createPlaceFinder, type PlaceFinder } from '#api/import/check/find-places.ts'
import { openSeenPayments, type SeenPayments } from '#api/import/check/seen-payments.ts'
import { addCounts, countItems, type Done, NO_COUNTS } from '#api/import/count-items.ts'
import { findDouble } from '#api/import/find-double.ts'
import type { Item, Reader } from '#api/import/reader/item.ts'
import { entriesOf, matchOutcomes } from '#api/import/record-file.ts'
import { checkReport } from '#api/intake/check-report.ts'
import { readLedger } from '#api/intake/match/known-payment.ts'
import { matchReports } from '#api/intake/match/match-reports.ts'
import type { Entry, Origin, Outcome } from '#api/intake/report.ts'
import type { Place } from '#api/intake/resolve-sources.ts'
import { recordStream } from '#api/intake/stream/record-stream.ts'
import { PlainError } from '#api/lib/errors.ts'
import { hashKey, refKey } from '#api/payment/identity.ts'
import type { DB } from '#db/schema/index.ts'

export type CheckParts = {
  reader: Reader
  origin: Origin
  wallet: string
  now: Date
  /** A file of our own, for what was read. */
  scratch: string
  /** Told of each batch, in order. */
  onBatch: (done: readonly Done[]) => Promise<void>
  stop: AbortSignal
}

/**
 * Looks at what recording a file would add, by the same readers and the same decisions on what is known, and records nothing.
 * @throws StreamCut where it was stopped, or the file cannot be read to its end; PlainError where its sum is no exact number
 */
export async function checkFile(db: Kysely<DB>, parts: CheckParts): Promise<ImportCheck> {
  const { reader, scratch, onBatch, stop, wallet } = parts
  const findPlaces = createPlaceFinder(db)
  const seen = openSeenPayments(scratch)
  const news = sumNews()
  let counts = NO_COUNTS
  // One after another: what is new in one batch is known in the next.
  let last: Promise<unknown> = Promise.resolve()
  const check = (items: Item[]) => {
    const work = last.then(() => checkBatch(db, items, parts, { findPlaces, seen, news }))
    last = work.catch(() => {})
    return work
  }
  try {
    for await (const done of recordStream(reader.items(), check, stop)) {
      counts = addCounts(counts, countItems(done))
      await onBatch(done)
    }
  } finally {
    await last
    seen.close()
  }
  return { counts, ...news.sums(), double: await findDouble(db, reader, wallet) }
}

async function checkBatch(
  db: Kysely<DB>,
  items: readonly Item[],
  { origin, wallet, now }: CheckParts,
  {
    findPlaces,
    seen,
    news,
  }: { findPlaces: PlaceFinder; seen: SeenPayments; news: ReturnType<typeof sumNews> },
): Promise<Done[]> {
  const entries = items.flatMap((item) => entriesOf(item, { origin, wallet }))
  const problems = entries.map(({ report }) => checkReport(report, now))
  const sound = entries.filter((_, at) => problems[at] === null)
  const places = await findPlaces(sound)
  const { ledger } = await readLedger(db, sound, places)
  seen.enter(ledger, keysOf(sound, places))
  const found = matchReports(sound, places, ledger)
  const { matches } = found
  const added = matches.filter(({ status }) => status === 'recorded' || status === 'conflict')
  seen.keep(found)
  news.add(added.map(({ entry }) => entry))
  let next = 0
  const outcomes = problems.map((error): Outcome => {
    if (error !== null) return { status: 'rejected', error }
    const { status = 'recorded' } = matches[next++] ?? {}
    return { status, payment_id: '', boost_id: null }
  })
  return matchOutcomes(items, outcomes)
}

/** Under which what these reports may be about is known. */
function keysOf(entries: readonly Entry[], places: readonly Place[]): string[] {
  return entries.flatMap(({ report }, at) => [
    refKey(places[at]?.wallet.id ?? 0, report.ref),
    ...[hashKey(report) ?? []].flat(),
  ])
}

/** Sums what would be new. */
function sumNews() {
  let first: Date | null = null
  let last: Date | null = null
  let amount_msat = 0
  const fiat = new Map<string, number>()
  const add = ({ report: { settled_at, money } }: Entry) => {
    if (first === null || settled_at < first) first = settled_at
    if (last === null || settled_at > last) last = settled_at
    if (money.kind === 'sats') amount_msat = exactSum(amount_msat, money.amount_msat)
    if (money.kind === 'fiat')
      fiat.set(money.currency, exactSum(fiat.get(money.currency) ?? 0, money.amount_minor))
  }
  const asFiat = ([currency, amount_minor]: [string, number]): FiatAmount => ({ currency, amount_minor })
  return {
    add: (entries: readonly Entry[]) => entries.forEach(add),
    sums: () => ({
      first_at: first?.toISOString() ?? null,
      last_at: last?.toISOString() ?? null,
      amount_msat,
      fiat: [...fiat].map(asFiat),
    }),
  }
}

function exactSum(one: number, other: number): number {
  const sum = one + other
  if (Number.isSafeInteger(sum)) return sum
  throw new PlainError(
    'The amounts of this file come to more than 2^53 - 1 msat (90,071 bitcoin), which is more than can be added up. See that they are in the unit that its kind of file has.',
  )
}
