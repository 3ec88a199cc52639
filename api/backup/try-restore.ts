import { mkdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { backupFolder, SCHEDULED } from '#api/backup/backup-folder.ts'
import { openBucket } from '#api/backup/bucket.ts'
import type { Context } from '#api/context.ts'
import { PlainError } from '#api/lib/errors.ts'
import { listBackups, sortBackups } from '#db/backup/folder.ts'
import { restoreAside } from '#db/backup/restore-aside.ts'

/**
 * Restores the newest backup by the clock into a database of its own that is thrown away, taken from where it would be taken if this
 * machine were gone. Touches nothing else.
 * @returns which, and how many rows of it were there again
 * @throws PlainError where it would not have helped
 */
export async function tryRestore(
  { config, now }: Pick<Context, 'config' | 'now'>,
  signal?: AbortSignal,
): Promise<{ name: string; rows: number }> {
  // Always the same: what a trial left that was cut off is taken up, and removed, by the next one.
  const folder = join(config.dataDir, 'backup-trial')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  try {
    const newest = await takeNewest(config, now(), join(folder, 'backup.tar.gz'))
    if (newest === null) throw new PlainError('There is no backup yet whose restore could be tried.')
    const { name, file } = newest
    return { name, rows: await restoreAside(file, join(folder, 'server'), signal) }
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** @param here where one of the bucket is put: the bucket is another's, and its names are no paths of ours */
async function takeNewest(
  config: Context['config'],
  now: Date,
  here: string,
): Promise<{ name: string; file: string } | null> {
  if (config.backupBucket === null) {
    const file = (await listBackups(backupFolder(config), SCHEDULED, now)).made.at(-1)
    return file === undefined ? null : { name: basename(file), file }
  }
  const bucket = openBucket(config.backupBucket)
  const name = sortBackups(await bucket.list(), SCHEDULED, now).made.at(-1)
  if (name === undefined) return null
  await bucket.get(name, here)
  return { name, file: here }
}
