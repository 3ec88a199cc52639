import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration'
import { PlainError } from '#api/lib/errors.ts'
import { moveToBaselines } from '#db/before-baselines.ts'
import type { Database } from '#db/database.ts'

type Migratable = Pick<Database, 'db' | 'schema'>

const FOLDER = join(import.meta.dirname, 'migrations')

/**
 * Brings the schema to what this version of Readout expects, one file each, in order, in one transaction. Several processes
 * may do so at once: one does the work under a lock, the others wait.
 * @returns names of the migrations that ran
 */
export async function migrate(database: Migratable): Promise<string[]> {
  await moveToBaselines(database)
  return finish(await migrator(database).migrateToLatest())
}

/** Goes one migration back. */
export async function migrateDown(database: Migratable): Promise<string[]> {
  return finish(await migrator(database).migrateDown())
}

/** Brings the schema to exactly this migration, e.g. that of a backup. */
export async function migrateTo(database: Migratable, name: string): Promise<string[]> {
  return finish(await migrator(database).migrateTo(name))
}

/** The names of all migrations that this version knows, in order. */
export async function knownMigrations(): Promise<string[]> {
  return Object.keys(await provider.getMigrations()).sort()
}

const provider: MigrationProvider = {
  async getMigrations() {
    const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.ts')).sort()
    const migrations: Record<string, Migration> = {}
    for (const file of files)
      migrations[file.slice(0, -3)] = await import(pathToFileURL(join(FOLDER, file)).href)
    return migrations
  },
}

function migrator({ db, schema }: Migratable): Migrator {
  return new Migrator({
    db,
    provider,
    // Without it Kysely takes the table of another installation in the same database for ours.
    migrationTableSchema: schema,
    migrationTableName: 'migrations',
    migrationLockTableName: 'migration_lock',
  })
}

function finish({ error, results }: Awaited<ReturnType<Migrator['migrateToLatest']>>): string[] {
  if (error) {
    const unknown = /previously executed migration (\S+) is missing/.exec(String(error))?.[1]
    if (unknown)
      throw new PlainError(
        `A newer Readout has used this database (at ${unknown}). Start that one, or restore a backup into another database.`,
      )
    const failed = results?.find((result) => result.status === 'Error')?.migrationName
    const message = error instanceof Error ? error.message : String(error)
    throw new PlainError(
      `The database could not be brought up to date${failed ? ` (${failed})` : ''}: ${message}.`,
      { cause: error },
    )
  }
  return results?.map((result) => result.migrationName) ?? []
}
