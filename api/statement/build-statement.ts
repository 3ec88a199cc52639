import { sql } from 'kysely'
import type { Context } from '#api/context.ts'
import type { StatementQuery } from '#api/contract/export.ts'
import type { Statement } from '#api/contract/statement.ts'
import { type Receipts, resolveReceipts, valuingOf } from '#api/export/receipts.ts'
import { sumReplies } from '#api/export/reply-rows.ts'
import { inSnapshot, type Snapshot } from '#api/export/snapshot.ts'
import { keepSums } from '#api/export/sums/keep-sums.ts'
import { isUnpriced, summedReceipts, worthOfSums } from '#api/export/sums/summed-receipts.ts'
import { listAdjustments, wholeMonthOf } from '#api/statement/book.ts'
import { listPayoutLines } from '#api/statement/list-payout-lines.ts'
import { sumPeriods } from '#api/statement/sum-periods.ts'

/**
 * Says what a period's receipts come to, by wallet and rail, with what was received before and up to its end, all of one moment; of a whole
 * month beside that, what changed in the closed ones before.
 * @throws AppError where the query names what is not there
 */
export async function makeStatement(
  ctx: Pick<Context, 'db' | 'database' | 'exportSlots' | 'now'>,
  { also = [], ...query }: StatementQuery,
): Promise<Statement> {
  const receipts = await resolveReceipts(ctx.db, query)
  const others: Receipts[] = []
  for (const currency of new Set(also))
    others.push({ ...receipts, currency, valuing: await valuingOf(ctx.db, receipts, currency) })
  for (const { valuing } of [receipts, ...others]) await keepSums(ctx.database.db, valuing)
  const [sums, besides] = await inSnapshot(ctx, receipts.tz, async (snapshot) => {
    const [own] = await sumPeriods(snapshot, receipts, [receipts])
    const inOthers = await sumInOthers(snapshot, others)
    return [own, { ...(await listBesides(snapshot, receipts)), ...inOthers }] as const
  })
  if (!sums) throw new Error('A period has no sums')
  const month = wholeMonthOf(query, receipts)
  const statement = { ...headOf(receipts, query, ctx.now()), ...sums, ...besides }
  return month ? { ...statement, adjustments: await listAdjustments(ctx, receipts, month) } : statement
}

/** What a statement says of itself: of which shows and days, in which currency, and when it was made. */
export function headOf(
  { shows, demo, tz, currency, valuing: { method, source } }: Receipts,
  { from = null, to = null }: { from?: string | null | undefined; to?: string | null | undefined },
  now: Date,
) {
  return {
    shows: shows?.map(({ slug, title }) => ({ slug, title })) ?? null,
    ...(demo ? { demo: true as const } : {}),
    from,
    to,
    tz,
    currency,
    valuing: { method, source },
    as_of: now.toISOString(),
  }
}

/** What receipts were worth in other currencies, each valued as its book is. */
async function sumInOthers(snapshot: Snapshot, others: readonly Receipts[]) {
  const also: NonNullable<Statement['also']> = []
  for (const own of others) {
    const [sum] = await snapshot.rows(sql<{ value: string; unpriced: number }>`
      select round(coalesce(sum(${worthOfSums(own)}), 0), 8)::text as value,
        coalesce(sum(x.count) filter (where ${isUnpriced}), 0) as unpriced
      from ${await summedReceipts(snapshot, own)}`)
    if (sum) also.push({ currency: own.currency, ...sum })
  }
  return also.length > 0 ? { also } : {}
}

/** What a statement says beside its sums: whose prices it was valued by, what was paid out, and what was paid back to listeners. */
export async function listBesides(snapshot: Snapshot, receipts: Receipts) {
  const rates = await listRateSources(snapshot, receipts)
  const payouts = await listPayoutLines(snapshot, receipts)
  const replies = await sumReplies(snapshot, receipts)
  return { rates, ...(payouts.length > 0 ? { payouts } : {}), ...(replies ? { replies } : {}) }
}

async function listRateSources(snapshot: Snapshot, receipts: Receipts) {
  return await snapshot.rows(sql<NonNullable<Statement['rates']>[number]>`
    select x.rate_source as source, case when x.rate_seconds = 3600 then 'hour' else 'day' end as lasts, sum(x.count) as count
    from ${await summedReceipts(snapshot, receipts)} and x.is_sats and x.rate_seconds is not null
    group by 1, 2 order by 3 desc, 1, 2`)
}
