import { type RawBuilder, sql } from 'kysely'
import { checkSum, fromReceipts, worthOf } from '#api/export/receipt-rows.ts'
import { isReceipt, type Receipts } from '#api/export/receipts.ts'
import type { Snapshot } from '#api/export/snapshot.ts'
import {
  type FiatRow,
  type PartRow,
  type PeriodSums,
  type SatsRow,
  sumsOf,
} from '#api/statement/period-sums.ts'

/** Half open; null: since ever, and until now. */
export type Period = Pick<Receipts, 'from' | 'until'>

/** Receipts, each in a bucket: how many of the ends of periods lie before it. Nothing is valued below the first that is asked for. */
type Bucketed = { receipts: Receipts; bucket: RawBuilder<unknown>; first: number }

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
  const bucket =
    ends.length === 0 ? sql`0` : sql`width_bucket(p.settled_at, array[${sql.join(ends.map(at))}])`
  const from = earliest(periods)
  const ever = { receipts: { ...receipts, from: null, until: latest(periods) }, bucket, first: from ? 1 : 0 }
  const within = { ...ever, receipts: { ...ever.receipts, from } }
  const rows = {
    sats: await listSats(snapshot, ever),
    fiat: await listFiat(snapshot, ever),
    parts: await listParts(snapshot, within),
  }
  return periods.map(({ from, until }) => {
    const first = from === null ? 0 : ends.filter((end) => end <= from).length
    const last = until === null ? ends.length : ends.filter((end) => end < until).length
    return sumsOf(rows, { first, last })
  })
}

async function listSats(snapshot: Snapshot, { receipts, bucket, first }: Bucketed): Promise<SatsRow[]> {
  return await snapshot.rows(sql<SatsRow>`
    select wallet, rail, bucket, count(*) as count,
      coalesce(sum(amount_msat) filter (where amount_msat >= 0), 0)::bigint as received_msat,
      coalesce(sum(amount_msat) filter (where amount_msat < 0), 0)::bigint as refunds_msat,
      (sum(sum(amount_msat)) over (partition by wallet, rail order by bucket))::bigint as until_msat,
      coalesce(sum(fee_msat), 0)::bigint as fee_msat,
      round(coalesce(sum(value) filter (where bucket >= ${first}), 0), 8)::text as value,
      count(*) filter (where price is null) as unpriced
    from (
      select w.name as wallet, p.rail, ${bucket} as bucket, p.amount_msat, p.fee_msat, ${worthOf(receipts)} as value, v.price
      from ${fromReceipts(receipts)}
      where ${isReceipt(receipts)} and p.amount_msat is not null
    ) sats
    group by wallet, rail, bucket order by wallet, rail, bucket`)
}

async function listFiat(snapshot: Snapshot, { receipts, bucket }: Bucketed): Promise<FiatRow[]> {
  return await snapshot.rows(sql<FiatRow>`
    select wallet, rail, currency, bucket, count(*) as count,
      coalesce(sum(minor) filter (where minor >= 0), 0)::bigint as received_minor,
      coalesce(sum(minor) filter (where minor < 0), 0)::bigint as refunds_minor,
      (sum(sum(minor)) over (partition by wallet, rail, currency order by bucket))::bigint as until_minor,
      coalesce(sum(fee_minor), 0)::bigint as fee_minor
    from (
      select w.name as wallet, p.rail, p.fiat_currency as currency, ${bucket} as bucket, p.fiat_amount_minor as minor,
        p.fiat_fee_minor as fee_minor
      from ${fromReceipts(receipts)}
      where ${isReceipt(receipts)} and p.fiat_amount_minor is not null
    ) fiat
    group by wallet, rail, currency, bucket order by wallet, rail, currency, bucket`)
}

async function listParts(snapshot: Snapshot, { receipts, bucket }: Bucketed): Promise<PartRow[]> {
  return await snapshot.rows(sql<PartRow>`
    select bucket, coalesce(part, 'all') as part, count(*) as count,
      coalesce(sum(amount_msat), 0)::bigint as amount_msat, round(coalesce(sum(value), 0), 8)::text as value,
      count(*) filter (where amount_msat is not null and value is null) as unpriced,
      count(*) filter (where needs_look is not null) as needs_look, ${checkSum}::text as check
    from (
      select ${bucket} as bucket, p.id, p.amount_msat, ${worthOf(receipts)} as value, p.needs_look,
        case when p.rail = 'free' then 'free' when p.action = 'stream' then 'streams' else 'boosts' end as part
      from ${fromReceipts(receipts)}
      where ${isReceipt(receipts)}
    ) p
    group by bucket, rollup (part)`)
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
