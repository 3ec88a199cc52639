import type { z } from 'zod'
import type { Context } from '#api/context.ts'
import type { statementPdfQuerySchema } from '#api/contract/statement.ts'
import { resolveReceipts } from '#api/export/receipts.ts'
import { closedMonthAsJson, wholeMonthOf } from '#api/statement/book.ts'
import { makeStatement } from '#api/statement/build-statement.ts'
import { statementAsDocument } from '#api/statement/pdf/statement-as-document.ts'
import { linesOf, numberOf } from '#api/statement/pdf/words.ts'
import { writePdf } from '#api/statement/pdf/write-pdf.ts'

/**
 * A period's statement as a PDF. A closed month has the statement that it was closed with, whatever came since.
 * @throws AppError where the query names what is not there
 */
export async function makePdf(
  ctx: Pick<Context, 'db' | 'database' | 'exportSlots' | 'now'>,
  { issuer, ...query }: z.output<typeof statementPdfQuerySchema>,
): Promise<{ name: string; bytes: Buffer }> {
  const receipts = await resolveReceipts(ctx.db, query)
  const month = wholeMonthOf(query, receipts)
  const row = month
    ? await ctx.db
        .selectFrom('closed_months')
        .selectAll()
        .where('show_id', 'is not distinct from', receipts.shows?.[0]?.id ?? null)
        .where('month', '=', month)
        .executeTakeFirst()
    : undefined
  const closed = row ? closedMonthAsJson(row) : null
  const isIt = closed?.statement.tz === receipts.tz && closed.statement.currency === receipts.currency
  const statement = closed && isIt ? closed.statement : await makeStatement(ctx, query)
  const bytes = await writePdf(
    statementAsDocument(statement, {
      issuer: linesOf(issuer),
      closed: closed && isIt ? { at: closed.closed_at, by: closed.closed_by } : null,
    }),
  )
  return { name: `statement-${numberOf(statement)}.pdf`, bytes }
}
