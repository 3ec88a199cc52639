import type { Context } from '#api/context.ts'
import type { ReceiptQuery } from '#api/contract/export.ts'
import { type Receipts, resolveReceipts } from '#api/export/receipts.ts'
import { inSnapshot } from '#api/export/snapshot.ts'
import type { PeriodSums } from '#api/statement/period-sums.ts'
import { sumPeriods } from '#api/statement/sum-periods.ts'

/**
 * Says what each of some months comes to, in the order given; months of the same shows, zone and currency are summed together.
 * @throws AppError where a query names what is not there
 */
export async function sumClosedMonths(
  ctx: Pick<Context, 'db' | 'database' | 'exportSlots'>,
  queries: readonly ReceiptQuery[],
): Promise<PeriodSums[]> {
  const months: Receipts[] = []
  for (const query of queries) months.push(await resolveReceipts(ctx.db, query))
  const alike = Map.groupBy(months, ({ shows, tz, currency }) =>
    JSON.stringify([shows?.map(({ id }) => id), tz, currency]),
  )
  const sums = new Map<Receipts | undefined, PeriodSums>()
  await inSnapshot(ctx, 'UTC', async (snapshot) => {
    for (const group of alike.values()) {
      const [one] = group
      if (!one) continue
      const each = await sumPeriods(snapshot, one, group)
      for (const [index, own] of each.entries()) sums.set(group[index], own)
    }
  })
  return months.flatMap((month) => sums.get(month) ?? [])
}
