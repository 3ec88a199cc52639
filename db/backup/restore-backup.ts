import { pipeline } from 'node:stream/promises'
import { type CompiledQuery, type Kysely, sql } from 'kysely'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { hasCode, PlainError } from '#api/lib/errors.ts'
import { type Ended, keepEnded } from '#db/backup/keep-ended.ts'
import { listSequences, listTables } from '#db/backup/list-contents.ts'
import type { Manifest } from '#db/backup/manifest.ts'
import { checkBackup, readTables } from '#db/backup/read-backup.ts'
import { dropScratch, moveInto, scratchName, stripTables } from '#db/backup/scratch-schema.ts'
import { supersede } from '#db/backup/supersede.ts'
import { counted, createTally } from '#db/backup/tally.ts'
import { levelOf } from '#db/before-baselines.ts'
import { withCopyClient } from '#db/copy-client.ts'
import { type Database, openDatabase } from '#db/database.ts'
import { knownMigrations, migrate, migrateTo } from '#db/migrate.ts'
import type { DB } from '#db/schema/index.ts'

const id = pg.escapeIdentifier

/** https://www.postgresql.org/docs/18/errcodes-appendix.html */
const DEADLOCK = '40P01'
const LOCK_TIMEOUT = '55P03'
/** How often the exchange is tried where transactions stand against it. */
const TRIES = 10

/** A database in which none of these has a row is one that nobody used. */
const USED = ['payments', 'wallets', 'shows', 'supporters', 'users', 'api_keys'] as const

/**
 * Puts a backup in the place of what is in the database: checked first to its end, built up beside at its own migration,
 * migrated to ours, and exchanged in one transaction. Until then nothing changes.
 *
 * Rows come back as they were, without triggers. Only transaction numbers do not, as they are of another cluster: each change in
 * the feed becomes one of the restore's own transaction, readers of it begin anew (their columns of these types get their default),
 * and a new epoch tells outside readers that their cursors are of another feed. A service that runs beside goes on with what was
 * restored.
 *
 * A file may come from anywhere: it fills our own tables and sequences, and whatever else it names is left out. That may be what others keep in
 * our schema, or a table of PostgreSQL itself.
 *
 * What was taken away since the backup stays so (`keep-ended.ts`), and sessions end.
 * @param moved it is what was here a moment ago, taken elsewhere: sessions go on
 * @param note an entry for the audit log of what was restored, written in the transaction
 * @returns what was restored, the tables that were left out, and what ended
 * @throws PlainError where the file or the database forbids it
 */
export async function restoreBackup(
  database: Database,
  file: string,
  { force = false, ...how }: Options & { force?: boolean } = {},
): Promise<Manifest & Restored> {
  if (database.distributed)
    throw new PlainError(
      'The tables of this schema are distributed. Restore into a new schema, by another DATABASE_SCHEMA, and distribute that one.',
    )
  const manifest = await checkBackup(file)
  const level = levelOf(manifest.migration, file)
  if (!(await knownMigrations()).includes(level.migration))
    throw new PlainError(
      `${file} was made by a newer Readout (at ${manifest.migration}). Bring this one up to date first.`,
    )
  await migrate(database)
  if (!force && (await isUsed(database.db)))
    throw new PlainError(
      'There are data in this database already. Restore into an empty one, or replace them all with --force.',
    )
  const scratch = scratchName(database.schema)
  await dropScratch(database, scratch)
  try {
    const done = await fill(database, scratch, file, { ...manifest, ...level }, how)
    const tables = manifest.tables.filter(({ name }) => !done.leftOut.includes(name))
    return { ...manifest, tables, ...done }
  } catch (cause) {
    await dropScratch(database, scratch)
    if (cause instanceof PlainError) throw cause
    throw new PlainError(explain(cause), { cause })
  }
}

type Options = {
  moved?: boolean
  note?: (of: Manifest, ended: Ended) => CompiledQuery
  signal?: AbortSignal | undefined
}
type Restored = { leftOut: string[]; ended: Ended | null }
type Leveled = Manifest & ReturnType<typeof levelOf>

async function fill(
  database: Database,
  schema: string,
  file: string,
  manifest: Leveled,
  { moved = false, note, signal }: Options,
): Promise<Restored> {
  const beside = await openDatabase({ url: database.url, caFile: database.site.caFile, schema })
  try {
    await migrateTo(beside, manifest.migration)
    const leftOut = await withCopyClient(beside, (client) => load(client, schema, file, manifest, signal))
    await migrate(beside)
    await beside.db.updateTable('installation').set({ change_epoch: sql`default` }).execute()
    let ended: Ended | null = null
    await exchange(beside, database.schema, async (client) => {
      await supersede(client, database.schema)
      if (moved) return
      ended = await keepEnded(client, database.schema)
      const entry = note?.(manifest, ended)
      if (entry) await client.query(entry.sql, [...entry.parameters])
    })
    return { leftOut, ended }
  } finally {
    await beside.close()
  }
}

/** Transactions of a service that runs beside take tables in other orders; where one stands against ours, ours is tried again. */
async function exchange(
  beside: Database,
  schema: string,
  first: (client: pg.Client) => Promise<void>,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await withCopyClient(beside, (client) => moveInto(client, schema, () => first(client)))
    } catch (error) {
      if (!hasCode(error, DEADLOCK) || attempt === TRIES) throw error
    }
  }
}

/** Fills the tables of `schema`, which the connection works in. @returns the tables of the file that are none of them */
async function load(
  client: pg.Client,
  schema: string,
  file: string,
  manifest: Leveled,
  signal?: AbortSignal,
): Promise<string[]> {
  await client.query('begin')
  const tables = (await listTables(client)).map(({ name }) => name)
  const leftOut = manifest.tables
    .filter((table) => !tables.includes(manifest.nameTable(table).name))
    .map(({ name }) => name)
  const restoreRest = await stripTables(client, tables)
  await client.query(`truncate ${tables.map(id).join(', ')}`)
  for await (const { table, chunks } of readTables(file)) {
    const expected = manifest.tables.find(({ name }) => name === table)
    if (!expected) throw new PlainError(`${file} changed while it was read.`)
    const { name, columns } = manifest.nameTable(expected)
    const tally = createTally()
    const rows = counted(chunks, tally)
    if (leftOut.includes(table)) await drain(rows)
    else {
      // With its schema: a name alone is looked for among PostgreSQL's own first.
      const sink = copyFrom(`copy ${id(schema)}.${id(name)} (${columns.map(id).join(', ')}) from stdin`)
      await pipeline(rows, client.query(sink), { signal })
    }
    if (tally.total().sha256 !== expected.sha256) throw new PlainError(`${file} changed while it was read.`)
  }
  const sequences = new Set((await listSequences(client)).map(({ name }) => name))
  for (const { name, last_value, is_called } of manifest.sequences)
    if (sequences.has(name))
      await client.query('select setval($1::regclass, $2, $3)', [
        `${id(schema)}.${id(name)}`,
        last_value,
        is_called,
      ])
  await restoreRest()
  await client.query(`analyze ${tables.map(id).join(', ')}`)
  await client.query('commit')
  return leftOut
}

async function drain(chunks: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of chunks);
}

async function isUsed(db: Kysely<DB>): Promise<boolean> {
  for (const table of USED)
    if (await db.selectFrom(table).select(sql`1`.as('one')).limit(1).executeTakeFirst()) return true
  return false
}

function explain(error: unknown): string {
  if (hasCode(error, LOCK_TIMEOUT, DEADLOCK))
    return 'Something keeps the database busy. Stop the service and restore again; nothing was changed.'
  const message = error instanceof Error ? error.message : String(error)
  return `The backup could not be restored: ${message}. Nothing was changed.`
}
