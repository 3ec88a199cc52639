import { listImportFolders, removeImportFolder } from '#api/import/upload/import-folder.ts'
import { isAtWork } from '#api/import/upload/run-imports.ts'
import type { Job } from '#api/job/job.ts'

const DAY_MS = 24 * 3600 * 1000
/** A file that nobody went on with is not kept for ever. */
const KEPT_DAYS = 7
/** What is at work is touched by the second, wherever its file is. */
const LOST_MS = 10 * 60_000

/** Goes on with files after a stop or a crash, and clears away those that nobody wants any more. */
export const importsJob: Job = {
  name: 'imports',
  schedule: '* * * * *',
  atStart: true,
  hasWork: async ({ db, config }) =>
    (await listImportFolders(config)).length > 0 ||
    (await db.selectFrom('imports').select('state').execute()).some(isAtWork),
  run: async ({ db, config, imports, now }) => {
    const rows = await db.selectFrom('imports').select(['id', 'state', 'touched_at']).execute()
    const folders = await listImportFolders(config)
    const here = new Set(folders.map(({ id }) => id))
    const at = now().getTime()
    for (const row of rows) {
      const age = at - row.touched_at.getTime()
      if (isAtWork(row) && here.has(row.id)) imports.begin(row.id)
      else if (isAtWork(row) && age > LOST_MS)
        await db
          .updateTable('imports')
          .set({ state: 'failed', problem: LOST, ended_at: now() })
          .where('id', '=', row.id)
          .where('state', '=', row.state)
          .where('touched_at', '=', row.touched_at)
          .execute()
      else if (!isAtWork(row) && row.state !== 'done' && here.has(row.id) && age > KEPT_DAYS * DAY_MS) {
        await db.deleteFrom('imports').where('id', '=', row.id).where('state', '=', row.state).execute()
        await removeImportFolder(config, row.id)
      }
    }
    const known = new Set(rows.map(({ id }) => id))
    const done = new Set(rows.filter(({ state }) => state === 'done').map(({ id }) => id))
    for (const { id, touched_at } of folders) {
      const isOrphan = !known.has(id) && at - touched_at.getTime() > DAY_MS
      if (isOrphan || done.has(id)) await removeImportFolder(config, id)
    }
  },
}

const LOST =
  'The file is no longer here. What was read of it is recorded; upload it again for the rest: nothing is recorded twice.'
