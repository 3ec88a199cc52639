import type { Context } from '#api/context.ts'
import { type ReceiptQuery, receiptQuerySchema } from '#api/contract/export.ts'
import type { Adjustment, Statement, YearQuery } from '#api/contract/statement.ts'
import { AppError } from '#api/errors.ts'
import { type Receipts, resolveReceipts } from '#api/export/receipts.ts'
import { parseInput } from '#api/http/route.ts'
import { listPending, nextOpen } from '#api/statement/adjustments.ts'
import { lastDayOf, loadBook } from '#api/statement/book.ts'
import { compareSums } from '#api/statement/compare-sums.ts'

type Needed = Pick<Context, 'db' | 'database' | 'exportSlots' | 'now'>

/** A month of the year, or the year itself. */
export type YearPart = {
  /** `2026-10`, or `2026`. */
  name: string
  query: ReceiptQuery
  receipts: Receipts
  /** As it was closed with; null where it is not closed. */
  kept: { statement: Statement; at: string; by: string } | null
  /** Of the year: its last closing, where all of its months are closed and nothing of them changed since. */
  settled: { at: string; by: string } | null
  /** What its statement has of closed months before, where it is open. */
  adjustments: Adjustment[] | null
}

export type Year = { year: YearPart; months: YearPart[] }

/**
 * The months of a year that have begun, with the statements of those that are closed.
 * @throws AppError not-found where the year is yet to come, or the show is not there
 */
export async function planYear(ctx: Needed, { year, show, tz, currency }: YearQuery): Promise<Year> {
  const partOf = async (name: string, from: string, to: string): Promise<YearPart> => {
    const query = parseInput(receiptQuerySchema, { show, tz, currency, from, to }, 'query')
    const receipts = await resolveReceipts(ctx.db, query)
    return { name, query, receipts, kept: null, settled: null, adjustments: null }
  }
  const whole = await partOf(year, `${year}-01-01`, `${year}-12-31`)
  const { receipts } = whole
  if (!receipts.from || receipts.from > ctx.now())
    throw new AppError('not-found', `${year} is yet to come: there is nothing of it.`)
  const book = (await loadBook(ctx, receipts.shows?.[0]?.id ?? null)).filter(
    ({ statement }) => statement.tz === receipts.tz && statement.currency === receipts.currency,
  )
  const closed = new Set(book.map(({ month }) => month))
  const pending = listPending(book)
  const months: YearPart[] = []
  for (let number = 1; number <= 12; number++) {
    const name = `${year}-${String(number).padStart(2, '0')}`
    const part = await partOf(name, `${name}-01`, lastDayOf(name))
    if (part.receipts.from && part.receipts.from > ctx.now()) break
    const own = book.find(({ month }) => month === name)
    months.push({
      ...part,
      kept: own ? { statement: own.statement, at: own.closed_at, by: own.closed_by } : null,
      adjustments: own ? null : pending.filter((one) => nextOpen(one.month, closed) === name),
    })
  }
  return { year: { ...whole, settled: lastClosing(book, months) }, months }
}

/** The last closing of twelve months that are what they were closed as. */
function lastClosing(
  book: Awaited<ReturnType<typeof loadBook>>,
  months: readonly YearPart[],
): YearPart['settled'] {
  const own = book.filter(({ month }) => months.some(({ name }) => name === month))
  const isWhole = own.length === 12 && own.every(({ statement, now }) => !compareSums(statement, now).changed)
  const last = own.toSorted((a, b) => (a.closed_at < b.closed_at ? -1 : 1)).at(-1)
  return isWhole && last ? { at: last.closed_at, by: last.closed_by } : null
}
