import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#api/context.ts'
import type { ReceiptQuery } from '#api/contract/export.ts'
import type { Statement } from '#api/contract/statement.ts'
import { fromReceipts, worthOf } from '#api/export/receipt-rows.ts'
import { isReceipt, type Receipts, resolveReceipts } from '#api/export/receipts.ts'
import { inSnapshot, type Snapshot } from '#api/export/snapshot.ts'
import { sumReceipts } from '#api/export/sum-receipts.ts'
import { wantCurrency } from '#api/rate/want-rates.ts'

/**
 * Says what a period's receipts come to, by wallet and rail, with what was received before and up to its end; all of one moment.
 * @throws AppError where the query names what is not there
 */
export async function makeStatement(
  ctx: Pick<Context, 'db' | 'database' | 'now'>,
  query: ReceiptQuery,
): Promise<Statement> {
  const receipts = await resolveReceipts(ctx.db, query)
  await wantCurrency(ctx.db, receipts.currency)
  return await inSnapshot(ctx, receipts.tz, async (snapshot) => {
    const parts = await sumParts(snapshot, receipts)
    const { tz, currency, ...sums } = await sumReceipts(snapshot, receipts)
    const sats = await listSats(snapshot, receipts)
    return {
      shows: receipts.shows?.map(({ slug, title }) => ({ slug, title })) ?? null,
      from: query.from ?? null,
      to: query.to ?? null,
      tz,
      currency,
      as_of: ctx.now().toISOString(),
      sats,
      fiat: await listFiat(snapshot, receipts),
      boosts: parts.boosts,
      streams: parts.streams,
      free: { count: parts.free },
      total: {
        ...sums,
        fee_msat: sats.reduce((sum, line) => sum + line.fee_msat, 0),
        value: parts.value,
      },
    }
  })
}

async function listSats(snapshot: Snapshot, receipts: Receipts): Promise<Statement['sats']> {
  const { isIn, isBefore, untilEnd } = times(receipts)
  return await snapshot.rows(sql<Statement['sats'][number]>`
    select w.name as wallet, p.rail,
      ${sum(sql`p.amount_msat`, isBefore)} as before_msat,
      count(*) filter (where ${isIn}) as count,
      ${sum(sql`p.amount_msat`, sql`${isIn} and p.amount_msat >= 0`)} as received_msat,
      ${sum(sql`p.amount_msat`, sql`${isIn} and p.amount_msat < 0`)} as refunds_msat,
      coalesce(sum(p.amount_msat), 0)::bigint as until_msat,
      ${sum(sql`p.fee_msat`, isIn)} as fee_msat,
      round(coalesce(sum(${worthOf(receipts)}) filter (where ${isIn}), 0), 8)::text as value,
      count(*) filter (where ${isIn} and v.price is null) as unpriced
    from ${fromReceipts(receipts)}
    where ${untilEnd} and p.amount_msat is not null
    group by w.name, p.rail order by w.name, p.rail`)
}

async function listFiat(snapshot: Snapshot, receipts: Receipts): Promise<Statement['fiat']> {
  const { isIn, isBefore, untilEnd } = times(receipts)
  return await snapshot.rows(sql<Statement['fiat'][number]>`
    select w.name as wallet, p.rail, p.fiat_currency as currency,
      ${sum(sql`p.fiat_amount_minor`, isBefore)} as before_minor,
      count(*) filter (where ${isIn}) as count,
      ${sum(sql`p.fiat_amount_minor`, sql`${isIn} and p.fiat_amount_minor >= 0`)} as received_minor,
      ${sum(sql`p.fiat_amount_minor`, sql`${isIn} and p.fiat_amount_minor < 0`)} as refunds_minor,
      coalesce(sum(p.fiat_amount_minor), 0)::bigint as until_minor,
      ${sum(sql`p.fiat_fee_minor`, isIn)} as fee_minor
    from ${fromReceipts(receipts)}
    where ${untilEnd} and p.fiat_amount_minor is not null
    group by w.name, p.rail, p.fiat_currency order by w.name, p.rail, p.fiat_currency`)
}

async function sumParts(snapshot: Snapshot, receipts: Receipts) {
  const rows = await snapshot.rows(sql<Statement['boosts'] & { part: 'boosts' | 'streams' | 'free' | 'all' }>`
    select coalesce(part, 'all') as part, count(*) as count, coalesce(sum(amount_msat), 0)::bigint as amount_msat,
      round(coalesce(sum(value), 0), 8)::text as value,
      count(*) filter (where amount_msat is not null and value is null) as unpriced
    from (
      select p.amount_msat, ${worthOf(receipts)} as value,
        case when p.rail = 'free' then 'free' when p.action = 'stream' then 'streams' else 'boosts' end as part
      from ${fromReceipts(receipts)}
      where ${isReceipt(receipts)}
    ) parts
    group by rollup (part)`)
  const part = (name: string) => {
    const {
      count = 0,
      amount_msat = 0,
      value = '0.00000000',
      unpriced = 0,
    } = rows.find((row) => row.part === name) ?? {}
    return { count, amount_msat, value, unpriced }
  }
  return {
    boosts: part('boosts'),
    streams: part('streams'),
    free: part('free').count,
    value: part('all').value,
  }
}

/** The receipts up to the period's end, and which of them lie in it. */
function times(receipts: Receipts) {
  const from = receipts.from ? sql`${sql.lit(receipts.from.toISOString())}::timestamptz` : null
  return {
    untilEnd: isReceipt({ ...receipts, from: null }),
    isIn: from ? sql`p.settled_at >= ${from}` : sql`true`,
    isBefore: from ? sql`p.settled_at < ${from}` : sql`false`,
  }
}

function sum(amount: RawBuilder<unknown>, which: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`coalesce(sum(${amount}) filter (where ${which}), 0)::bigint`
}
