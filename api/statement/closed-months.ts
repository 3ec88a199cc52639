import { randomUUIDv7 } from 'node:crypto'
import type { z } from 'zod'
import type { Context } from '#api/context.ts'
import { receiptQuerySchema } from '#api/contract/export.ts'
import type {
  ClosedMonth,
  ClosedMonthDetail,
  ClosedMonthItem,
  closeMonthSchema,
  Statement,
} from '#api/contract/statement.ts'
import { AppError } from '#api/errors.ts'
import { resolveReceipts } from '#api/export/receipts.ts'
import { parseInput } from '#api/http/route.ts'
import { wantValuing } from '#api/rate/request-rates.ts'
import { listReconciled } from '#api/reconcile/list-reconciled.ts'
import { closedMonthAsJson, lastDayOf } from '#api/statement/book.ts'
import { makeStatement } from '#api/statement/build-statement.ts'
import { closedFor } from '#api/statement/closed-for.ts'
import { compareSums } from '#api/statement/compare-sums.ts'
import { sumMonths } from '#api/statement/month-sums.ts'

type Needed = Pick<Context, 'db' | 'database' | 'exportSlots' | 'now'>
/** Who closes or reopens one is answered by what they see. */
type Changing = Needed & Pick<Context, 'view'>

/**
 * Closes a month: keeps its statement as it is now, so that later changes can be told from it.
 * @param by who closes it
 * @throws AppError conflict where it is closed already, not over yet, or to be reconciled and is not
 */
export async function closeMonth(
  ctx: Changing,
  { month, reconciled, ...rest }: z.output<typeof closeMonthSchema>,
  by: string,
): Promise<ClosedMonth> {
  const query = parseInput(receiptQuerySchema, { ...rest, from: `${month}-01`, to: lastDayOf(month) }, 'body')
  const receipts = await resolveReceipts(ctx.db, query)
  if (receipts.until && receipts.until > ctx.now())
    throw new AppError('conflict', `${month} is not over yet. Close it when it is.`)
  const { from, until, shows } = receipts
  const showId = shows?.[0]?.id ?? null
  await wantValuing(ctx.database.db, receipts.valuing)
  const made = await makeStatement(ctx, query)
  const statement: Statement =
    reconciled && from && until
      ? { ...made, reconciled: await listReconciled(ctx, { from, until }, showId) }
      : made
  const id = randomUUIDv7()
  const { numInsertedOrUpdatedRows } = await ctx.db
    .insertInto('closed_months')
    .values({
      id,
      show_id: showId,
      month,
      statement: JSON.stringify(statement),
      closed_by: by,
    })
    .onConflict((conflict) => conflict.columns(['show_id', 'month']).doNothing())
    .executeTakeFirst()
  if (!numInsertedOrUpdatedRows)
    throw new AppError('conflict', `${month} is closed already. Reopen it to close it anew.`)
  return closedMonthAsJson(await findMonth({ db: ctx.view }, id))
}

/** The closed months, the latest first. @param compare each with what it comes to now */
export async function listClosedMonths(
  ctx: Needed,
  { compare }: { compare: boolean },
): Promise<ClosedMonthItem[]> {
  const rows = await ctx.db.selectFrom('closed_months').selectAll().orderBy('month', 'desc').execute()
  const months = rows.map(closedMonthAsJson)
  const now = compare && rows.length > 0 ? await sumMonths(ctx, rows) : []
  return months.map((month, index) => {
    const sums = now[index]
    return { ...month, since: sums ? compareSums(month.statement, sums) : null }
  })
}

/** A closed month, with what it comes to now. @throws AppError not-found */
export async function readClosedMonth(ctx: Needed, id: string): Promise<ClosedMonthDetail> {
  const month = closedMonthAsJson(await findMonth(ctx, id))
  const now = await makeStatement(ctx, closedFor(month))
  return { ...month, now, changed: compareSums(month.statement, now).changed }
}

/** Opens a closed month again. @throws AppError not-found; not-allowed where it is closed with what only others see */
export async function reopenMonth(ctx: Changing, id: string): Promise<ClosedMonth> {
  const month = closedMonthAsJson(await findMonth({ db: ctx.view }, id))
  const { statement } = closedMonthAsJson(await findMonth(ctx, id))
  if (statement.reconciled && !month.statement.reconciled)
    throw new AppError(
      'not-allowed',
      'This month is closed with what its wallets say, which is for whoever sees all shows. Ask one of them to reopen it.',
    )
  await ctx.db.deleteFrom('closed_months').where('id', '=', id).execute()
  return month
}

async function findMonth({ db }: Pick<Needed, 'db'>, id: string) {
  const row = await db.selectFrom('closed_months').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new AppError('not-found', 'There is no closed month of this id.')
  return row
}
