import { type RawBuilder, sql } from 'kysely'
import { checkSum, fromReceipts, worthOf } from '#api/export/receipt-rows.ts'
import { isOfBooks, isPicked, isReceipt, type Receipts } from '#api/export/receipts.ts'
import type { Snapshot } from '#api/export/snapshot.ts'
import { type PeriodSums, type Rows, sumsOf } from '#api/statement/period-sums.ts'
import { sum } from '#api/statement/sum.ts'

/** Half open; null: since ever, and until now. */
export type Period = Pick<Receipts, 'from' | 'until'>

/**
 * Says what receipts come to in each of some periods, however many these are and whatever they share, with what was received before and up
 * to its end: receipts are read once for all of them.
 * @param receipts which ones, of whatever time
 */
export async function sumPeriods(
  snapshot: Snapshot,
  receipts: Receipts,
  periods: readonly Period[],
): Promise<PeriodSums[]> {
  const ends = endsOf(periods)
  // How many of the ends of periods lie before a receipt.
  const bucket =
    ends.length === 0 ? sql`0` : sql`width_bucket(p.settled_at, array[${sql.join(ends.map(at))}])`
  const from = earliest(periods)
  const within = sumsWithin({ ...receipts, from, until: latest(periods) }, bucket)
  const all = from
    ? sql<Sums>`(${sumsBefore({ ...receipts, from: null, until: from })}) union all (${within})`
    : within
  const rows = rowsOf(
    await snapshot.rows(sql<Sums>`select * from (${all}) sums order by wallet, rail, currency, bucket, part`),
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

/** Reads each receipt once, for all that is summed of it. */
function sumsWithin(receipts: Receipts, bucket: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select wallet, rail, currency, bucket, part, count(*) as count, ${SATS_AND_FIAT},
      round(coalesce(sum(value), 0), 8)::text as value,
      count(*) filter (where amount_msat is not null and value is null) as unpriced,
      count(*) filter (where needs_look is not null) as needs_look, ${checkSum}::text as check
    from (
      select w.name as wallet, p.rail, p.fiat_currency as currency, ${bucket} as bucket, ${PART} as part, p.id, p.amount_msat, p.fee_msat,
        p.fiat_amount_minor, p.fiat_fee_minor, ${worthOf(receipts)} as value, p.needs_look
      from ${fromReceipts(receipts)}
      where ${isReceipt(receipts)}
    ) p
    group by wallet, rail, currency, bucket, part`
}

/**
 * What came before all periods, in the bucket 0: of that only how much it is, for which no price is looked up. It may be all of the past, so it
 * is added up before it is asked whose it is.
 */
function sumsBefore(receipts: Receipts): RawBuilder<unknown> {
  return sql`
    select w.name as wallet, p.rail, p.currency, 0 as bucket, 'free' as part, sum(count)::bigint as count, ${sumsOfSums},
      '0' as value, 0 as unpriced, 0 as needs_look, '0' as check
    from (
      select p.wallet_id, p.show_id, p.rail, p.fiat_currency as currency, count(*) as count, ${SATS_AND_FIAT}
      from payments p where ${isPicked(receipts)}
      group by p.wallet_id, p.show_id, p.rail, p.fiat_currency
    ) p join wallets w on w.id = p.wallet_id left join shows s on s.id = p.show_id
    where ${isOfBooks(receipts)}
    group by w.name, p.rail, p.currency`
}

const SATS_AND_FIAT = sql`count(amount_msat) as sats,
      coalesce(sum(amount_msat) filter (where amount_msat >= 0), 0)::bigint as received_msat,
      coalesce(sum(amount_msat) filter (where amount_msat < 0), 0)::bigint as refunds_msat,
      coalesce(sum(fee_msat) filter (where amount_msat is not null), 0)::bigint as fee_msat,
      coalesce(sum(fiat_amount_minor) filter (where fiat_amount_minor >= 0), 0)::bigint as received_minor,
      coalesce(sum(fiat_amount_minor) filter (where fiat_amount_minor < 0), 0)::bigint as refunds_minor,
      coalesce(sum(fiat_fee_minor), 0)::bigint as fee_minor`

const sumsOfSums = sql.raw(
  ['sats', 'received_msat', 'refunds_msat', 'fee_msat', 'received_minor', 'refunds_minor', 'fee_minor']
    .map((name) => `sum(${name})::bigint as ${name}`)
    .join(', '),
)

const PART = sql`case when p.rail = 'free' then 'free' when p.action = 'stream' then 'streams' else 'boosts' end`

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

const at = (instant: Date) => sql`${sql.lit(instant.toISOString())}::timestamptz`

function earliest(periods: readonly Period[]): Date | null {
  if (periods.some(({ from }) => from === null)) return null
  return endsOf(periods.map(({ from }) => ({ from, until: null })))[0] ?? null
}

function latest(periods: readonly Period[]): Date | null {
  if (periods.some(({ until }) => until === null)) return null
  return endsOf(periods.map(({ until }) => ({ from: null, until }))).at(-1) ?? null
}
