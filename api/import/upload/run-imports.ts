import { AppError } from '#api/errors.ts'
import { checkUpload } from '#api/import/upload/check-upload.ts'
import { hasImportFile } from '#api/import/upload/import-folder.ts'
import type { ImportParts } from '#api/import/upload/import-parts.ts'
import type { Imports } from '#api/import/upload/imports.ts'
import { endPhase, Withdrawn } from '#api/import/upload/move-on.ts'
import { recordUpload } from '#api/import/upload/record-upload.ts'
import { StreamCut } from '#api/intake/stream/record-stream.ts'
import { runLocked } from '#api/job/run-locked.ts'
import { PlainError } from '#api/lib/errors.ts'
import type { ImportRow } from '#db/schema/import.ts'

/** Makes what works at uploaded files in this process. What a crash interrupts the job begins again. */
export function createImports(parts: ImportParts): Imports {
  const waiting = new Set<string>()
  let work: Promise<void> | null = null
  const workOff = async () => {
    for (const id of waiting) {
      // Taken out first: who begins it during the work gets another round.
      waiting.delete(id)
      if (parts.stopping.aborted) continue
      try {
        await runLocked(parts, `import ${id}`, () => workAt(parts, id))
      } catch (error) {
        parts.log.error({ err: error, import: id }, 'a file could not be worked at; it is tried again soon')
      }
    }
    work = null
  }
  return {
    begin: (id) => {
      waiting.add(id)
      work ??= workOff()
    },
    idle: async () => {
      while (work) await work
    },
  }
}

async function workAt(parts: ImportParts, id: string): Promise<void> {
  const { config, db, stopping, now } = parts
  const row = await db.selectFrom('imports').selectAll().where('id', '=', id).executeTakeFirst()
  // Another process may have the file.
  if (!row || !isAtWork(row) || !(await hasImportFile(config, id))) return
  try {
    if (row.state === 'checking') await checkUpload(parts, row)
    else await recordUpload(parts, row)
  } catch (error) {
    if (stopping.aborted || error instanceof Withdrawn) return
    const problem = explain(error, row)
    if (problem === null) throw error
    await endPhase(db, row, 'failed', { problem, ended_at: now() })
  }
}

/** Whether a row waits for work, or is worked at. */
export function isAtWork({ state }: Pick<ImportRow, 'state'>): boolean {
  return state === 'checking' || state === 'recording'
}

/** What is wrong with the file, as sentences; null where the fault is ours, and it is to be tried again. */
function explain(error: unknown, { state, name }: ImportRow): string | null {
  const cause = error instanceof StreamCut ? error.cause : error
  if (cause instanceof PlainError || cause instanceof AppError) return cause.message
  if (!(error instanceof StreamCut)) return null
  const why = cause instanceof Error ? cause.message : String(cause)
  const rest = state === 'recording' ? 'What was read is recorded.' : 'Nothing was recorded.'
  return `${name} cannot be read to its end: ${why}. Perhaps it was cut: save it once more, then upload that. ${rest}`
}
