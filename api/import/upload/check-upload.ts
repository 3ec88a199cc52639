import { join } from 'node:path'
import { checkFile } from '#api/import/check/check-file.ts'
import { countItems } from '#api/import/count-items.ts'
import { importFile, importFolder } from '#api/import/upload/import-folder.ts'
import type { ImportParts } from '#api/import/upload/import-parts.ts'
import { clearRefusals, endPhase, noteChecked } from '#api/import/upload/move-on.ts'
import { openUpload } from '#api/import/upload/open-upload.ts'
import type { ImportRow } from '#db/schema/import.ts'

/** Looks at what an uploaded file would add, from its beginning. @throws Withdrawn, StreamCut, PlainError */
export async function checkUpload({ config, db, now, stopping }: ImportParts, row: ImportRow): Promise<void> {
  const { reader, origin, wallet } = await openUpload(importFile(config, row.id), row, now)
  await clearRefusals(db, row.id)
  let refused = 0
  const checked = await checkFile(db, {
    reader,
    origin,
    wallet,
    now: now(),
    scratch: join(importFolder(config, row.id), 'seen'),
    onBatch: async (done) => {
      await noteChecked(db, row, reader.total, done, refused, now())
      refused += countItems(done).refused
    },
    stop: stopping,
  })
  await endPhase(db, row, 'checked', { checked: JSON.stringify(checked) })
}
