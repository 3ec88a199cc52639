import { sql } from 'kysely'
import type { Context } from '#api/context.ts'
import type { Receipts } from '#api/export/receipts.ts'
import { inSnapshot, type Snapshot } from '#api/export/snapshot.ts'
import { keepSums } from '#api/export/sums/keep-sums.ts'
import { isUnpriced, summedReceipts } from '#api/export/sums/summed-receipts.ts'
import { nameOf } from '#api/rate/valuing/valuing.ts'
import type { MonthSums } from '#api/statement/period-sums.ts'
import { sumPeriods } from '#api/statement/sum-periods.ts'

/** Says what each of some months comes to, in the order given; months of the same shows, zone and valuing are summed together. */
export async function sumClosedMonths(
  ctx: Pick<Context, 'db' | 'database' | 'exportSlots'>,
  months: readonly Receipts[],
): Promise<MonthSums[]> {
  const alike = Map.groupBy(months, ({ shows, tz, valuing }) =>
    JSON.stringify([shows?.map(({ id }) => id), tz, nameOf(valuing)]),
  )
  for (const [one] of alike.values()) if (one) await keepSums(ctx.database.db, one.valuing)
  const sums = new Map<Receipts, MonthSums>()
  await inSnapshot(ctx, 'UTC', async (snapshot) => {
    for (const group of alike.values()) {
      const [one] = group
      if (!one) continue
      const each = await sumPeriods(snapshot, one, group)
      for (const [index, own] of each.entries()) {
        const month = group[index]
        if (month) sums.set(month, { ...own, ...(await readRest(snapshot, month)) })
      }
    }
  })
  return months.flatMap((month) => sums.get(month) ?? [])
}

async function readRest(snapshot: Snapshot, month: Receipts) {
  const [rest] = await snapshot.rows(sql<Pick<MonthSums, 'no_show' | 'unpriced_day'>>`
    select coalesce(sum(x.count) filter (where x.show_id is null), 0) as no_show,
      to_char(min(x.since) filter (where ${isUnpriced}), 'YYYY-MM-DD') as unpriced_day
    from ${await summedReceipts(snapshot, month)}`)
  if (!rest || !month.from || !month.until) throw new Error('A closed month begins and ends')
  return { ...rest, from_at: month.from.toISOString(), until_at: month.until.toISOString() }
}
