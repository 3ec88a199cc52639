import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import { hasCode, PlainError } from '#api/lib/errors.ts'
import { listBackups, nameBackup } from '#db/backup/folder.ts'
import { lastMigration } from '#db/backup/list-contents.ts'
import { writeBackup } from '#db/backup/write-backup.ts'
import { withCopyClient } from '#db/copy-client.ts'
import type { Database } from '#db/database.ts'
import { knownMigrations, migrate } from '#db/migrate.ts'

/** How many backups of before an upgrade are kept. */
const KEPT = 3

/**
 * Brings the schema to what this version expects. A database that was used is backed up first, since nobody comes back from a newer
 * schema otherwise. Of several processes that start at once, one does so and the others wait.
 * @param folder for the backup; null: none is made
 * @param say told in a sentence what is done
 * @throws PlainError where the backup cannot be written: nothing was changed then
 */
export async function upgrade(
  database: Database,
  folder: string | null,
  say: (sentence: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  if (folder === null || (await isCurrent(database))) {
    await migrate(database)
    return
  }
  await withCopyClient(database, async (client) => {
    await client.query('select pg_advisory_lock(hashtext($1), hashtext($2))', [database.schema, 'upgrade'])
    // Whoever waited finds it done.
    const next = await nextMigration(client)
    if (next !== null) await backUpFirst(database, folder, next, say, signal)
    await migrate(database)
  })
}

async function isCurrent(database: Database): Promise<boolean> {
  return (await nextMigration(database.pool)) === null
}

/** The first migration that a used database lacks; null where it lacks none, was never used, or is of a newer version. */
async function nextMigration(asked: Pick<pg.Pool, 'query'> | pg.ClientBase): Promise<string | null> {
  const last = await lastMigration(asked)
  if (last === null) return null
  const known = await knownMigrations()
  const { rows } = await asked.query<{ name: string }>('select name from migrations')
  const done = new Set(rows.map(({ name }) => name))
  return known.find((name) => !done.has(name)) ?? null
}

async function backUpFirst(
  database: Database,
  folder: string,
  next: string,
  say: (sentence: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  const file = join(folder, nameBackup(`before-${next}`, new Date()))
  say(`This version changes the database. A backup of it is written to ${file} first.`)
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeBackup(database, file, signal)
  } catch (cause) {
    if (signal?.aborted) throw cause
    const isPlain =
      cause instanceof PlainError || hasCode(cause, 'EACCES', 'EROFS', 'ENOSPC', 'ENOTDIR', 'EEXIST')
    if (!isPlain || !(cause instanceof Error)) throw cause
    throw new PlainError(
      `${cause.message.replace(/\.?$/, '.')} Nothing was changed. Make room, set BACKUP_DIR, or start once with BACKUP_BEFORE_UPGRADE=off after a backup of your own.`,
      { cause },
    )
  }
  const { made } = await listBackups(folder, 'before-', new Date())
  const old = made.slice(0, -KEPT)
  await Promise.all(old.map((each) => rm(each, { force: true })))
}
