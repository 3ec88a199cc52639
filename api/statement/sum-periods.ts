import { sql } from 'kysely'
import type { Receipts } from '#api/export/receipts.ts'
import type { Snapshot } from '#api/export/snapshot.ts'
import { isUnpriced, summedReceipts, worthOfSums } from '#api/export/sums/summed-receipts.ts'
import { type PeriodSums, type Rows, sumsOf } from '#api/statement/period-sums.ts'
import { sum } from '#api/statement/sum.ts'

/** Half open; null: since ever, and until now. */
export type Period = Pick<Receipts, 'from' | 'until'>

/**
 * Says what receipts come to in each of some periods, however many these are and whatever they share, with what was received before and up
 * to its end.
 * @param receipts which ones, of whatever time
 */
export async function sumPeriods(
  snapshot: Snapshot,
  receipts: Receipts,
  periods: readonly Period[],
): Promise<PeriodSums[]> {
  const ends = endsOf(periods)
  const sums = await summedReceipts(snapshot, { ...receipts, from: null, until: latest(periods) }, ends)
  const rows = rowsOf(
    await snapshot.rows(sql<Sums>`
      select w.name as wallet, x.rail, x.currency, x.bucket, ${PART} as part, sum(x.count) as count, ${SATS_AND_FIAT},
        round(sum(${worthOfSums(receipts)}), 8)::text as value,
        coalesce(sum(x.count) filter (where ${isUnpriced}), 0) as unpriced, sum(x.needs_look) as needs_look,
        sum(x.check_sum)::text as check
      from ${sums} group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5`),
  )
  return periods.map(({ from, until }) => {
    const first = from === null ? 0 : ends.filter((end) => end <= from).length
    const last = until === null ? ends.length : ends.filter((end) => end < until).length
    return sumsOf(rows, { first, last })
  })
}

/** What came in a bucket of one wallet, rail, currency and part; the currency is null of sats and of nothing. */
type Sums = {
  wallet: string
  rail: string
  currency: string | null
  bucket: number
  part: 'boosts' | 'streams' | 'free'
  count: number
  /** How many are sats. */
  sats: number
  received_msat: number
  refunds_msat: number
  fee_msat: number
  received_minor: number
  refunds_minor: number
  fee_minor: number
  value: string
  unpriced: number
  needs_look: number
  check: string
}

const PART = sql`case when x.rail = 'free' then 'free' when x.is_stream then 'streams' else 'boosts' end`

const SATS_AND_FIAT = sql`coalesce(sum(x.count) filter (where x.is_sats), 0) as sats,
      sum(x.received_msat)::bigint as received_msat, sum(x.refunds_msat)::bigint as refunds_msat, sum(x.fee_msat)::bigint as fee_msat,
      sum(x.received_minor)::bigint as received_minor, sum(x.refunds_minor)::bigint as refunds_minor,
      sum(x.fee_minor)::bigint as fee_minor`

/** The same as lines of wallets, each with what they come to until then, and as parts of all. @param sums each line in order of time */
function rowsOf(sums: readonly Sums[]): Rows {
  const sats = sums.filter((one) => one.sats > 0)
  const fiat = sums.flatMap(({ currency, ...one }) => (currency === null ? [] : [{ ...one, currency }]))
  const msat = untilThen(sats, (one) => one.received_msat + one.refunds_msat)
  const minor = untilThen(fiat, (one) => one.received_minor + one.refunds_minor)
  return {
    sats: sats.map(({ currency: _, ...one }, n) => ({ ...one, count: one.sats, until_msat: msat[n] ?? 0 })),
    fiat: fiat.map((one, n) => ({ ...one, until_minor: minor[n] ?? 0 })),
    parts: sums.flatMap((one) => {
      const row = { ...one, amount_msat: one.received_msat + one.refunds_msat }
      return [row, { ...row, part: 'all' as const }]
    }),
  }
}

/** What each line comes to up to each of its rows. */
function untilThen<Row extends Pick<Sums, 'wallet' | 'rail' | 'currency'>>(
  rows: readonly Row[],
  amountOf: (row: Row) => number,
): number[] {
  const lines = new Map<string, number>()
  return rows.map((row) => {
    const line = JSON.stringify([row.wallet, row.rail, row.currency])
    const until = sum([{ msat: lines.get(line) ?? 0 }, { msat: amountOf(row) }], 'msat')
    lines.set(line, until)
    return until
  })
}

function endsOf(periods: readonly Period[]): Date[] {
  const ends = periods.flatMap(({ from, until }) => [from, until]).filter((end) => end !== null)
  return [...new Map(ends.map((end) => [end.getTime(), end])).values()].sort((a, b) => +a - +b)
}

function latest(periods: readonly Period[]): Date | null {
  if (periods.some(({ until }) => until === null)) return null
  return endsOf(periods.map(({ until }) => ({ from: null, until }))).at(-1) ?? null
}
