import { sql } from 'kysely'
import type { Context } from '#api/context.ts'
import { fromReceipts } from '#api/export/receipt-rows.ts'
import { isReceipt, type Receipts } from '#api/export/receipts.ts'
import { inSnapshot, type Snapshot } from '#api/export/snapshot.ts'
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
    select count(*) filter (where p.show_id is null) as no_show, to_char(min(p.settled_at)
      filter (where p.amount_msat is not null and v.price is null) at time zone 'UTC', 'YYYY-MM-DD') as unpriced_day
    from ${fromReceipts(month)} where ${isReceipt(month)}`)
  if (!rest || !month.from || !month.until) throw new Error('A closed month begins and ends')
  return { ...rest, from_at: month.from.toISOString(), until_at: month.until.toISOString() }
}
