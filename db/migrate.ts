import { join } from 'node:path'
import { Kysely, PostgresDialect } from 'kysely'
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration'
import pg from 'pg'
import { PlainError } from '#api/lib/errors.ts'
import { importFolder } from '#api/lib/import-folder.ts'
import { moveToBaselines } from '#db/before-baselines.ts'
import type { Database } from '#db/database.ts'
import type { DB } from '#db/schema/index.ts'
import { findingTrigrams } from '#db/trigrams.ts'

type Migratable = Pick<Database, 'connection' | 'schema'>

/**
 * Brings the schema to what this version of Readout expects, one file each, in order, in one transaction. Several processes
 * may do so at once: one does the work under a lock, the others wait.
 * @returns names of the migrations that ran
 */
export async function migrate(database: Migratable): Promise<string[]> {
  return await patiently(database, async (patient) => {
    await moveToBaselines(patient)
    return finish(await migrator(patient).migrateToLatest())
  })
}

/** Goes one migration back. */
export async function migrateDown(database: Migratable): Promise<string[]> {
  return await patiently(database, async (patient) => finish(await migrator(patient).migrateDown()))
}

/** Brings the schema to exactly this migration, e.g. that of a backup. */
export async function migrateTo(database: Migratable, name: string): Promise<string[]> {
  return await patiently(database, async (patient) => finish(await migrator(patient).migrateTo(name)))
}

/** The names of all migrations that this version knows, in order. */
export async function knownMigrations(): Promise<string[]> {
  return Object.keys(await provider.getMigrations()).sort()
}

type Patient = Pick<Database, 'db' | 'schema'>

/** With connections that wait as long as it takes: for who migrates at the moment, and for large tables. */
async function patiently<T>(
  { connection, schema }: Migratable,
  work: (patient: Patient) => Promise<T>,
): Promise<T> {
  const options = `${connection.options ?? ''} -c statement_timeout=0 -c lock_timeout=0`
  const pool = new pg.Pool({ ...connection, options, max: 2 })
  pool.on('error', () => {})
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool: findingTrigrams(pool) }) })
  try {
    return await work({ db, schema })
  } finally {
    await db.destroy()
  }
}

const provider: MigrationProvider = {
  async getMigrations() {
    const modules = await importFolder<Migration>(join(import.meta.dirname, 'migrations'))
    return Object.fromEntries([...modules].map(([file, migration]) => [file.slice(0, -3), migration]))
  },
}

function migrator({ db, schema }: Patient): Migrator {
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
