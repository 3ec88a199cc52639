import { sql } from 'kysely'
import type { z } from 'zod'
import type { Context } from '#api/context.ts'
import { receiptQuerySchema } from '#api/contract/export.ts'
import type { MonthItem, MonthList, monthListQuerySchema } from '#api/contract/statement.ts'
import { AppError } from '#api/errors.ts'
import { type Receipts, resolveReceipts, startsOfDays } from '#api/export/receipts.ts'
import { inSnapshot } from '#api/export/snapshot.ts'
import { keepSums } from '#api/export/sums/keep-sums.ts'
import { isUnpriced, summedReceipts, worthOfSums } from '#api/export/sums/summed-receipts.ts'
import { parseInput } from '#api/http/route.ts'
import { type Compared, listPending, monthAfter, nextOpen } from '#api/statement/adjustments.ts'
import { type BookMonth, loadBook } from '#api/statement/book.ts'
import { compareSums } from '#api/statement/compare-sums.ts'

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
  await keepSums(ctx.database.db, receipts.valuing)
  const book = await loadBook(ctx, shows?.[0]?.id ?? null)
  const alike = book.filter(({ statement }) => statement.tz === tz && statement.currency === currency)
  const rows = await sumByMonth(ctx, receipts)
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

/** What each month that has receipts comes to. */
async function sumByMonth(
  ctx: Pick<Context, 'db' | 'database' | 'exportSlots'>,
  receipts: Receipts,
): Promise<Sums[]> {
  const { tz } = receipts
  return await inSnapshot(ctx, tz, async (snapshot) => {
    const [ends] = await snapshot.rows(sql<{ first: string | null; last: string | null }>`
      select to_char(min(settled_at), 'YYYY-MM') as first, to_char(max(settled_at), 'YYYY-MM') as last from payments`)
    if (!ends?.first || !ends.last) return []
    const months = monthsUntil(ends.last, [ends.first]).reverse()
    const starts = await startsOfDays(
      ctx.db,
      months.map((month) => `${month}-01`),
      tz,
    )
    const rows = await snapshot.rows(sql<Omit<Sums, 'month'> & { bucket: number }>`
      select x.bucket, sum(x.count) as count, sum(x.received_msat + x.refunds_msat)::bigint as amount_msat,
        round(sum(${worthOfSums(receipts)}), 8)::text as value,
        coalesce(sum(x.count) filter (where ${isUnpriced}), 0) as unpriced,
        to_char(min(x.since) filter (where ${isUnpriced}), 'YYYY-MM-DD') as unpriced_day, sum(x.needs_look) as needs_look,
        coalesce(sum(x.count) filter (where x.show_id is null), 0) as no_show
      from ${await summedReceipts(snapshot, receipts, starts)} group by x.bucket`)
    return rows.map(({ bucket, ...sums }) => ({ month: months[bucket - 1] ?? '', ...sums }))
  })
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
