import { type Kysely, sql } from 'kysely'
import { recordRows } from '#api/intake/http/record-rows.ts'
import { bringUpToDate } from '#api/totals/maintain/bring-up-to-date.ts'
import type { DB } from '#db/schema/index.ts'
import { type Bench, printFigure, printNote, readArgs } from '#scripts/bench/bench-of.ts'
import { makeReport } from '#scripts/bench/make-report.ts'
import { withBenchContext } from '#scripts/bench/with-bench-context.ts'

const PAYMENTS = 100_000
const BATCH = 1_000
const LISTED = 24

type Size = { name: string; bytes: number }

/** What a payment takes on the disk with its totals, four fifths of them streams, as it lies after recording and as it would lie rewritten. @param args see `readArgs` */
export const bench: Bench = async (args) => {
  const { payments } = readArgs(args, PAYMENTS)
  return await withBenchContext(async ({ ctx }) => {
    for (let n = 0; n < payments; n += BATCH) {
      const reports = Array.from({ length: Math.min(BATCH, payments - n) }, (_, at) => makeReport(n + at))
      await recordRows(
        ctx,
        reports.map((value, index) => ({ index, value })),
        null,
      )
    }
    for (const { id } of await ctx.db.selectFrom('shows').select('id').execute())
      await bringUpToDate(ctx.db, id)
    await sql`vacuum analyze`.execute(ctx.db)
    const settled = await sizes(ctx.db)
    await sql`vacuum full`.execute(ctx.db)
    const least = await sizes(ctx.db)
    const each = (list: readonly Size[]) => list.reduce((sum, { bytes }) => sum + bytes, 0) / payments
    for (const { name, bytes } of settled.slice(0, LISTED)) {
      const rewritten = least.find((one) => one.name === name)?.bytes ?? bytes
      printNote(
        `${name}: ${(bytes / payments).toFixed(0)} bytes a payment, ${(rewritten / payments).toFixed(0)} rewritten`,
      )
    }
    return [
      printFigure('a payment with its totals', each(settled), { atMost: 700 }, ' bytes'),
      printFigure('as it lies beside rewritten', each(settled) / each(least), { atMost: 1.3 }),
    ].every(Boolean)
  })
}

/** Of every table and index, the largest first. */
async function sizes(db: Kysely<DB>): Promise<Size[]> {
  const { rows } = await sql<Size>`
    select c.relname as name, (pg_relation_size(c.oid) + case when c.reltoastrelid = 0 then 0 else pg_total_relation_size(c.reltoastrelid) end)::float8 as bytes
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = current_schema() and c.relkind in ('r', 'i') order by 2 desc`.execute(db)
  return rows
}
