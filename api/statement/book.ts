import type { Selectable } from 'kysely'
import type { Context } from '#api/context.ts'
import type { ReceiptQuery } from '#api/contract/export.ts'
import type { Adjustment, ClosedMonth } from '#api/contract/statement.ts'
import type { Receipts } from '#api/export/receipts.ts'
import { type Compared, listPending, nextOpen } from '#api/statement/adjustments.ts'
import { sumMonths } from '#api/statement/month-sums.ts'
import type { MonthSums } from '#api/statement/period-sums.ts'
import type { ClosedMonthTable } from '#db/schema/books.ts'

type Needed = Pick<Context, 'db' | 'database' | 'exportSlots'>

/** A closed month with what it comes to now. */
export type BookMonth = ClosedMonth & Compared & { now: MonthSums }

/** The closed months of all shows together, or of one, in order; each with what it comes to now. */
export async function loadBook(ctx: Needed, showId: number | null): Promise<BookMonth[]> {
  const rows = await ctx.db
    .selectFrom('closed_months')
    .selectAll()
    .where('show_id', 'is not distinct from', showId)
    .orderBy('month')
    .execute()
  const months = rows.map(closedMonthAsJson)
  const now = rows.length > 0 ? await sumMonths(ctx, rows) : []
  return months.flatMap((month, index) => {
    const sums = now[index]
    return sums ? [{ ...month, now: sums }] : []
  })
}

/**
 * What a month's statement has of closed months before it: as it was closed with where it is closed itself, else what changed and is
 * in no statement yet, where this is the next open month. Months that were closed in another zone or currency are another book.
 */
export async function listAdjustments(ctx: Needed, receipts: Receipts, month: string): Promise<Adjustment[]> {
  const book = await loadBook(ctx, receipts.shows?.[0]?.id ?? null)
  const alike = book.filter(
    ({ statement: { tz, currency } }) => tz === receipts.tz && currency === receipts.currency,
  )
  const own = alike.find((one) => one.month === month)
  if (own) return own.statement.adjustments ?? []
  const closed = new Set(alike.map((one) => one.month))
  return listPending(alike).filter((change) => nextOpen(change.month, closed) === month)
}

/** The month that receipts are all of, `YYYY-MM`, or null: no other choice than of a show narrows a month of the books. */
export function wholeMonthOf(query: ReceiptQuery, { shows }: Receipts): string | null {
  const { from, to, wallet, rail, kind, set_aside } = query
  const month = from?.slice(0, 7)
  if (!month || wallet || rail || kind !== 'all' || set_aside || (shows && shows.length > 1)) return null
  return from === `${month}-01` && to === lastDayOf(month) ? month : null
}

export function lastDayOf(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10)
}

export function closedMonthAsJson({
  id,
  month,
  statement,
  closed_at,
  closed_by,
}: Selectable<ClosedMonthTable>): ClosedMonth {
  const show = statement.shows?.[0] ?? null
  return { id, show, month, statement, closed_at: closed_at.toISOString(), closed_by }
}
