import type { Statement } from '#api/contract/statement.ts'
import type { ReceiptRow } from '#api/export/profile/profile.ts'
import type { Receipts } from '#api/export/receipts.ts'
import type { Snapshot } from '#api/export/snapshot.ts'
import { type PartRow, type PeriodSums, sumsOf } from '#api/statement/period-sums.ts'
import { loadBefore } from '#api/statement/year/load-before.ts'
import { createPeriod } from '#api/statement/year/sum-period.ts'

type Rate = NonNullable<Statement['rates']>[number]
/** What receipts of a period come to, and whose prices they were valued by. */
export type Stated = PeriodSums & { rates: Rate[] }

/** Adds up receipts of following periods as they are read: the same as `sumPeriods` asks the database for. */
export type Adding = {
  add(rows: readonly ReceiptRow[]): void
  /** Ends a period; what is added after that is of the next. */
  endPeriod(): Stated
  /** What all that ended come to. */
  all(): Stated
  /** How many receipts each price valued, by its id. */
  prices: ReadonlyMap<string, number>
}

/** @param receipts of all periods together */
export async function beginAdding(snapshot: Snapshot, receipts: Receipts): Promise<Adding> {
  const { wallets, sats, fiat } = await loadBefore(snapshot, receipts)
  const parts: PartRow[] = []
  const rates: { bucket: number; rate: Rate }[] = []
  const prices = new Map<string, number>()
  let bucket = 1
  let period = createPeriod(prices)

  const stated = (first: number, last: number): Stated => ({
    ...sumsOf({ sats, fiat, parts }, { first, last }),
    rates: addRates(rates.filter((one) => one.bucket >= first && one.bucket <= last).map(({ rate }) => rate)),
  })
  return {
    add: (rows) => {
      for (const row of rows) period.add(row)
    },
    endPeriod() {
      const ended = period.end(bucket, wallets)
      follow(sats, ended.sats, 'until_msat', wallets)
      follow(fiat, ended.fiat, 'until_minor', wallets)
      parts.push(...ended.parts)
      rates.push(...ended.rates.map((rate) => ({ bucket, rate })))
      period = createPeriod(prices)
      bucket += 1
      return stated(bucket - 1, bucket - 1)
    },
    all: () => stated(1, bucket - 1),
    prices,
  }
}

type Line = { wallet: string; rail: string; currency?: string; bucket: number }

/** Puts lines of a period behind those before it, each with what it comes to until then, in order of wallet, rail and time. */
function follow<Name extends string>(
  lines: (Line & Record<Name, number>)[],
  ended: readonly (Line & Record<Name, number>)[],
  name: Name,
  wallets: ReadonlyMap<string, { name: string; place: number }>,
): void {
  for (const line of ended) {
    const before = lines.findLast(
      ({ wallet, rail, currency }) =>
        wallet === line.wallet && rail === line.rail && currency === line.currency,
    )
    lines.push({ ...line, [name]: line[name] + (before?.[name] ?? 0) })
  }
  const places = new Map([...wallets.values()].map(({ name: wallet, place }) => [wallet, place]))
  const keyOf = ({ wallet, rail, currency = '' }: Line) => [places.get(wallet) ?? 0, rail, currency] as const
  lines.sort((one, other) => {
    const [a, b] = [keyOf(one), keyOf(other)]
    const at = a.findIndex((key, index) => key !== b[index])
    return at === -1 ? one.bucket - other.bucket : (a[at] ?? 0) < (b[at] ?? 0) ? -1 : 1
  })
}

/** The most used first. */
function addRates(rates: readonly Rate[]): Rate[] {
  const all = Map.groupBy(rates, ({ source, lasts }) => JSON.stringify([source, lasts]))
  return [...all.values()]
    .flatMap(([one, ...more]) =>
      one ? [{ ...one, count: more.reduce((count, other) => count + other.count, one.count) }] : [],
    )
    .sort(
      (one, other) =>
        other.count - one.count ||
        (one.source === other.source
          ? one.lasts < other.lasts
            ? -1
            : 1
          : one.source < other.source
            ? -1
            : 1),
    )
}
