import { type RawBuilder, sql } from 'kysely'
import { majorOf } from '#api/export/receipt-rows.ts'
import { isChosen, isOfBooks, type Receipts } from '#api/export/receipts.ts'
import type { Snapshot } from '#api/export/snapshot.ts'
import { cutTime, type Stretch } from '#api/export/sums/cut-time.ts'
import { SUMMED, sumReceipts, TRAITS } from '#api/export/sums/receipt-sums.ts'
import { staleDays } from '#api/export/sums/stale-days.ts'
import { nameOf } from '#api/rate/valuing/valuing.ts'

/**
 * Sums of receipts to add up further, as what follows `from` in a statement: rows `x` of `receipt_sums` with the `bucket` of their time, of wallets
 * `w` and shows `s`. What is kept by day and by month is taken where it is up to date; the rest of the time, payments are read.
 * @param ends of periods that are told apart: a bucket is how many of them lie before or at a receipt
 */
export async function summedReceipts(
  snapshot: Pick<Snapshot, 'rows'>,
  receipts: Receipts,
  ends: readonly Date[] = [],
): Promise<RawBuilder<unknown>> {
  const valuing = nameOf(receipts.valuing)
  const [kept] = await snapshot.rows(staleDays(valuing))
  const time: Stretch = [receipts.from?.getTime() ?? -Infinity, receipts.until?.getTime() ?? Infinity]
  const { months, days, rest } = kept
    ? cutTime(time, ends.map(Number), kept.days)
    : { months: [], days: [], rest: [time] }
  const bucketOf = (at: RawBuilder<unknown>) =>
    ends.length === 0
      ? sql`0`
      : sql`width_bucket(${at}, ${ends.map((end) => end.toISOString())}::timestamptz[])`
  const stored = (ofMonth: boolean, stretches: readonly Stretch[]) => sql`
    select ${bucketOf(sql`p.day::timestamp at time zone 'UTC'`)} as bucket, ${TRAITS}, ${SUMMED}
    from ${asRows(stretches, 'date')} cross join lateral (
      select * from receipt_sums
      where valuing = ${valuing} and of_month = ${sql.lit(ofMonth)} and day >= t.first and day < t.last offset 0
    ) p where ${isChosen(receipts, sql`p.is_stream`)}`
  const payments = sql`
    ${asRows(rest, 'timestamptz')} cross join lateral (
      select * from payments p
      where p.ours and p.settled_at >= t.first and p.settled_at < t.last
        and ${isChosen(receipts, sql`(p.action is not distinct from 'stream')`)} offset 0
    ) p`
  return sql`(
      ${stored(true, months)} union all ${stored(false, days)}
      union all ${sumReceipts(valuing, payments, bucketOf(sql`p.settled_at`))}
    ) x join wallets w on w.id = x.wallet_id left join shows s on s.id = x.show_id
    where ${isOfBooks(receipts)}`
}

/** What came as sats without a price, of rows `x`. */
export const isUnpriced = sql`(x.is_sats and x.rate_seconds is null)`

/** What rows `x` were worth: by their prices, or as they came where that was fiat of this currency. */
export function worthOfSums({ currency }: Pick<Receipts, 'currency'>): RawBuilder<unknown> {
  const minor = sql`(x.received_minor + x.refunds_minor)`
  return sql`(x.value + case when x.currency = ${currency} then ${majorOf(minor, sql`x.currency`)} else 0 end)`
}

/** Stretches of time as a relation `t`. */
function asRows(stretches: readonly Stretch[], type: 'date' | 'timestamptz'): RawBuilder<unknown> {
  const side = (at: 0 | 1) =>
    stretches.map((stretch) => nameOfTime(stretch[at]).slice(0, type === 'date' ? 10 : undefined))
  return sql`unnest(${side(0)}::${sql.raw(type)}[], ${side(1)}::${sql.raw(type)}[]) as t(first, last)`
}

function nameOfTime(at: number): string {
  return Number.isFinite(at) ? new Date(at).toISOString() : at < 0 ? '-infinity' : 'infinity'
}
