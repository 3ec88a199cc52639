import type { Kysely } from 'kysely'
import { matchOutcomes, recordFile } from '#api/import/record-file.ts'
import { isInRanges, readRanges } from '#api/import/upload/done-rows.ts'
import { importFile, removeImportFolder } from '#api/import/upload/import-folder.ts'
import type { ImportParts } from '#api/import/upload/import-parts.ts'
import { endPhase, noteRecorded } from '#api/import/upload/move-on.ts'
import { openUpload } from '#api/import/upload/open-upload.ts'
import { recordOrSplit } from '#api/intake/record-or-split.ts'
import type { Entry, Outcome } from '#api/intake/report.ts'
import { BATCH } from '#db/query/batch.ts'
import type { ImportRow } from '#db/schema/import.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Records what of an uploaded file is not recorded yet; then the file goes. Cut anywhere, it goes on where it was.
 * @throws Withdrawn, StreamCut, PlainError
 */
export async function recordUpload(parts: ImportParts, row: ImportRow): Promise<void> {
  const { config, db, database, log, metrics, now, stopping } = parts
  const { reader, origin, wallet } = await openUpload(importFile(config, row.id), row, now)
  const ranges = readRanges(row.done)
  const batches = recordFile({
    reader,
    origin,
    wallet,
    isDone: ({ place }) => isInRanges(ranges, place),
    record: async (entries, items) => {
      const outcomes = await recordAll(entries, (part, before, isLast) =>
        recordOrSplit(
          database.keeping,
          log,
          part,
          async (trx: Kysely<DB>, _refused, all) => {
            if (!isLast) return
            await noteRecorded(trx, row, reader.total, matchOutcomes(items, [...before, ...all]), now())
          },
          now(),
        ),
      )
      for (const [at, { origin: by }] of entries.entries())
        metrics.countReports(by.source, outcomes.slice(at, at + 1))
      return outcomes
    },
    stop: stopping,
  })
  for await (const _ of batches);
  await endPhase(db, row, 'done', { ended_at: now() })
  await removeImportFolder(config, row.id)
}

/** Few rows may hold more payments than go into one transaction. */
async function recordAll(
  entries: readonly Entry[],
  record: (part: readonly Entry[], before: readonly Outcome[], isLast: boolean) => Promise<Outcome[]>,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  let from = 0
  do {
    const part = entries.slice(from, from + BATCH)
    from += BATCH
    outcomes.push(...(await record(part, [...outcomes], from >= entries.length)))
  } while (from < entries.length)
  return outcomes
}
