import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Response } from 'express'
import type { Context } from '#api/context.ts'
import type { YearQuery } from '#api/contract/statement.ts'
import { giveTurnBack } from '#api/export/give-turn-back.ts'
import { inSnapshot } from '#api/export/snapshot.ts'
import { wantForBook } from '#api/rate/request-rates.ts'
import { planYear } from '#api/statement/year/plan-year.ts'
import { writeZip } from '#api/statement/year/write-zip.ts'
import { yearFiles } from '#api/statement/year/year-files.ts'

/**
 * Answers a year of the books as one ZIP, in constant memory, all of it of one moment.
 * @throws AppError not-found where the show is not there, or the year is yet to come
 */
export async function sendYear(
  ctx: Pick<Context, 'db' | 'database' | 'exportSlots' | 'now'>,
  query: YearQuery,
  res: Response,
): Promise<void> {
  const plan = await planYear(ctx, query)
  const { receipts } = plan.year
  await wantForBook(ctx.database.db, receipts.valuing)
  await inSnapshot(ctx, receipts.tz, async (snapshot) => {
    const whose = receipts.shows?.[0]?.slug ?? 'all-shows'
    const demo = receipts.demo ? 'demo-' : ''
    res.set('Content-Type', 'application/zip')
    res.set('Content-Disposition', `attachment; filename="readout-${demo}${whose}-${query.year}.zip"`)
    res.set('Cache-Control', 'no-store, no-transform')
    const folder = await mkdtemp(join(tmpdir(), 'readout-year-'))
    try {
      const files = yearFiles(snapshot, plan, query, { now: ctx.now(), folder })
      await giveTurnBack(res, ctx.exportSlots, () => writeZip(files, res))
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
}
