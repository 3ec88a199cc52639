import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import type { Context } from '#api/context.ts'
import { receiptQuerySchema } from '#api/contract/export.ts'
import type { MonthItem, MonthList, monthListQuerySchema } from '#api/contract/statement.ts'
import { AppError } from '#api/errors.ts'
import { fromReceipts, worthOf } from '#api/export/receipt-rows.ts'
import { isReceipt, resolveReceipts } from '#api/export/receipts.ts'
import { inSnapshot } from '#api/export/snapshot.ts'
import { parseInput } from '#api/http/route.ts'
import { wantValuing } from '#api/rate/request-rates.ts'
import { type Compared, listPending, monthAfter, nextOpen } from '#api/statement/adjustments.ts'
import { type BookMonth, loadBook } from '#api/statement/book.ts'
import { compareSums } from '#api/statement/compare-sums.ts'
import type { MonthSums } from '#api/statement/period-sums.ts'

type Sums = Omit<MonthItem, 'state' | 'closed'>

/**
 * The months of a book from the first receipt to the present, the latest first: what each comes to, what is to solve before it is
 * closed, and where it is closed, by whom and what changed since.
 * @throws AppError not-found, bad-request where the query names what is not there
 */
export async function listMonths(
  ctx: Pick<Context, 'db' | 'database' | 'exportSlots' | 'now'>,
  query: z.output<typeof monthListQuerySchema>,
): Promise<MonthList> {
  const receipts = await resolveReceipts(ctx.db, parseInput(receiptQuerySchema, query, 'query'))
  const { shows, tz, currency } = receipts
  if (shows && shows.length > 1)
    throw new AppError('bad-request', 'Each show has books of its own. Say of which one.')
  await wantValuing(ctx.database.db, receipts.valuing)
  const book = await loadBook(ctx, shows?.[0]?.id ?? null)
  // What these come to is kept.
  const alike = book.filter(({ statement }) => statement.tz === tz && statement.currency === currency)
  const isNone = sql`p.amount_msat is not null and v.price is null`
  const rows = await inSnapshot(ctx, tz, (snapshot) =>
    snapshot.rows(sql<Sums>`
      select to_char(p.settled_at, 'YYYY-MM') as month, count(*) as count, coalesce(sum(p.amount_msat), 0)::bigint as amount_msat,
        round(coalesce(sum(${worthOf(receipts)}), 0), 8)::text as value, count(*) filter (where ${isNone}) as unpriced,
        to_char(min(p.settled_at) filter (where ${isNone}) at time zone 'UTC', 'YYYY-MM-DD') as unpriced_day,
        count(*) filter (where p.needs_look is not null) as needs_look, count(*) filter (where p.show_id is null) as no_show
      from ${fromReceipts(receipts)} where ${isReceipt(receipts)} and ${isOutside(alike.map(({ now }) => now))} group by 1`),
  )
  const present = new Intl.DateTimeFormat('sv', { timeZone: tz, year: 'numeric', month: '2-digit' }).format(
    ctx.now(),
  )
  const items = monthsUntil(
    present,
    [...rows, ...book].map(({ month }) => month),
  ).map((month): MonthItem => {
    const kept = alike.find((one) => one.month === month)
    const sums = kept ? sumsOf(kept) : (rows.find((row) => row.month === month) ?? noSums(month))
    const closed = closingOf(book, month)
    return { ...sums, state: stateOf(sums, closed, month < present), closed }
  })
  return { show: shows?.[0]?.slug ?? null, tz, currency, items }
}

function sumsOf({ month, now: { total, no_show, unpriced_day } }: BookMonth): Sums {
  const { count, amount_msat, value, unpriced, needs_look } = total
  return { month, count, amount_msat, value, unpriced, unpriced_day, needs_look, no_show }
}

/** Of a payment `p`: whether it came in none of some times, said as the times between them, which an index finds. */
function isOutside(times: readonly Pick<MonthSums, 'from_at' | 'until_at'>[]): RawBuilder<unknown> {
  const sorted = times.toSorted((a, b) => (a.from_at < b.from_at ? -1 : 1))
  const between = sorted.flatMap(({ from_at }, index) => {
    const before = sorted[index - 1]?.until_at
    if (before !== undefined && before >= from_at) return []
    const after = before === undefined ? sql`true` : sql`p.settled_at >= ${before}::timestamptz`
    return [sql`(${after} and p.settled_at < ${from_at}::timestamptz)`]
  })
  const last = sorted.at(-1)
  return last
    ? sql`(${sql.join([...between, sql`p.settled_at >= ${last.until_at}::timestamptz`], sql` or `)})`
    : sql`true`
}

function stateOf({ unpriced, needs_look, no_show }: Sums, closed: MonthItem['closed'], isOver: boolean) {
  if (closed) return closed.changed ? 'changed' : 'closed'
  if (!isOver) return 'running'
  return unpriced + needs_look + no_show === 0 ? 'complete' : 'open'
}

function closingOf(book: Awaited<ReturnType<typeof loadBook>>, month: string): MonthItem['closed'] {
  const own = book.find((one) => one.month === month)
  if (!own) return null
  const { id, closed_at, closed_by, statement, now } = own
  const { checksum, count, amount_msat } = statement.total
  return {
    id,
    closed_at,
    closed_by,
    checksum,
    count,
    amount_msat,
    ...compareSums(statement, now),
    adjusted_in: adjustedIn(book, own),
    reconciled: statement.reconciled !== undefined,
  }
}

/** In which months' statements what changed stands: those that are closed, and the next that is open where something is in none yet. */
function adjustedIn(book: readonly Compared[], { month, statement }: Compared): string[] {
  const alike = book.filter(
    (one) => one.statement.tz === statement.tz && one.statement.currency === statement.currency,
  )
  const has = (one: Compared) => one.statement.adjustments?.some((change) => change.month === month)
  const taken = alike.filter(has).map((one) => one.month)
  const isPending = listPending(alike).some((change) => change.month === month)
  return isPending ? [...taken, nextOpen(month, new Set(alike.map((one) => one.month)))] : taken
}

/** From the first to the present, the latest first; books begin with their first receipt. */
function monthsUntil(present: string, months: readonly string[]): string[] {
  const all = [...months, present].sort()
  const last = all.at(-1) ?? present
  const listed: string[] = []
  for (let month = all[0] ?? present; month <= last; month = monthAfter(month)) listed.unshift(month)
  return listed
}

function noSums(month: string): Sums {
  const none = { count: 0, amount_msat: 0, unpriced: 0, needs_look: 0, no_show: 0 }
  return { month, ...none, value: '0.00000000', unpriced_day: null }
}
