import type { Context } from '#api/context.ts'
import type { Receipts } from '#api/export/receipts.ts'
import { inSnapshot } from '#api/export/snapshot.ts'
import { nameOf } from '#api/rate/valuing/valuing.ts'
import type { PeriodSums } from '#api/statement/period-sums.ts'
import { sumPeriods } from '#api/statement/sum-periods.ts'

/** Says what each of some months comes to, in the order given; months of the same shows, zone and valuing are summed together. */
export async function sumClosedMonths(
  ctx: Pick<Context, 'db' | 'database' | 'exportSlots'>,
  months: readonly Receipts[],
): Promise<PeriodSums[]> {
  const alike = Map.groupBy(months, ({ shows, tz, valuing }) =>
    JSON.stringify([shows?.map(({ id }) => id), tz, nameOf(valuing)]),
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
