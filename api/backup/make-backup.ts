import { mkdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { backupFolder, SCHEDULED } from '#api/backup/backup-folder.ts'
import { openBucket } from '#api/backup/bucket.ts'
import type { Context } from '#api/context.ts'
import { listBackups, nameBackup, sortBackups } from '#db/backup/folder.ts'
import { writeBackup } from '#db/backup/write-backup.ts'

/**
 * Makes a backup in the folder, copies it into the bucket where there is one, and drops the oldest beyond those that are kept, in both.
 * @returns its file
 * @throws PlainError where it cannot be written or copied; what was made before stays
 */
export async function makeBackup(
  { config, database, now }: Pick<Context, 'config' | 'database' | 'now'>,
  signal?: AbortSignal,
): Promise<string> {
  const folder = backupFolder(config)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const at = now()
  const file = join(folder, nameBackup(SCHEDULED.slice(0, -1), at))
  await writeBackup(database, file, signal)
  const { made } = await listBackups(folder, SCHEDULED, at)
  const old = made.slice(0, -config.backupKeep)
  await Promise.all(old.map((each) => rm(each, { force: true })))
  if (config.backupBucket === null) return file
  const bucket = openBucket(config.backupBucket)
  await bucket.put(file, basename(file))
  const there = sortBackups(await bucket.list(), SCHEDULED, at).made
  for (const name of there.slice(0, -config.backupKeep)) await bucket.remove(name)
  return file
}
