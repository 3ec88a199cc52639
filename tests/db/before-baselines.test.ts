import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { PlainError } from '#api/lib/errors.ts'
import { restoreBackup } from '#db/backup/restore-backup.ts'
import { writeBackup } from '#db/backup/write-backup.ts'
import { moveToBaselines } from '#db/before-baselines.ts'
import { type Database, openDatabase } from '#db/database.ts'
import { knownMigrations, migrate } from '#db/migrate.ts'
import { dumpDatabase } from '#tests/helper/dump.ts'
import { shapeOf } from '#tests/helper/schema-shape.ts'
import { createDatabase, createTestDatabase, dropDatabase, serverUrl } from '#tests/helper/test-db.ts'

const name = `readout_early_${process.pid}`
let url: string
let folder: string
let early: string
beforeAll(async () => {
  url = await createDatabase(serverUrl(), name)
  folder = await mkdtemp(join(inject('runFolder'), 'readout-early-'))
  early = await readFile(join(import.meta.dirname, 'early-database.sql'), 'utf8')
})
afterAll(async () => {
  await dropDatabase(serverUrl(), name)
  await rm(folder, { recursive: true })
})

/** What is called differently since. */
const TABLES: Record<string, string> = { chores: 'tasks', feed_horizon: 'change_horizon' }
const COLUMNS: Record<string, string> = {
  'boosts.by_hand': 'corrected_columns',
  'payments.has_reading': 'has_metadata',
  'payments.reading_rank': 'metadata_rank',
  'job_states.went_well_at': 'succeeded_at',
  'job_states.seen': 'seen_xid',
  'segment_shown.words': 'word_count',
}
/** Of another cluster, or of one database only. */
const NOT_RESTORED = ['xid', 'zone_xid', 'seen', 'seen_xid', 'feed_epoch', 'change_epoch']

type Rows = Record<string, Record<string, unknown>[]>

async function rowsOf({ db, schema }: Database, leaveOut: string[] = []): Promise<Rows> {
  const { rows: tables } = await sql<{ name: string }>`
    select tablename as name from pg_tables
    where schemaname = ${schema} and tablename not in ('migrations', 'migration_lock') order by 1`.execute(db)
  const rows: Rows = {}
  for (const { name } of tables) {
    const found = await sql<{ row: Record<string, unknown> }>`
      select to_jsonb(t) - ${leaveOut}::text[] as row from ${sql.table(name)} t order by t::text`.execute(db)
    rows[name] = found.rows.map(({ row }) => row)
  }
  return rows
}

/** What a restore gives back: all but where sources are followed from, which begins anew. */
async function restorableRowsOf(database: Database): Promise<Rows> {
  const { connections = [], ...rows } = await rowsOf(database, NOT_RESTORED)
  return { ...rows, connections: connections.map(({ version, ...connection }) => connection) }
}

/** The same rows, as they are called now. */
function renamed(rows: Rows): Rows {
  return Object.fromEntries(
    Object.entries(rows).map(([table, of]) => [
      TABLES[table] ?? table,
      of.map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([column, value]) => {
            if (column === 'feed_epoch') return ['change_epoch', value]
            return [COLUMNS[`${table}.${column}`] ?? column, value]
          }),
        ),
      ),
    ]),
  )
}

/** Where the same is kept by now: what could not be read has rows of its own. */
function keptNow({ connections = [], public_settings = [], ...rows }: Rows): Rows {
  return {
    ...rows,
    public_settings: public_settings.map(({ goal_title, goal_sats, goal_since, ...settings }) => settings),
    goals: public_settings
      .filter(({ goal_title }) => goal_title !== null)
      .map(({ show_id, goal_title: title, goal_sats: target, goal_since: first_day }) => ({
        show_id,
        title,
        target,
        period: 'total',
        first_day,
      })),
    connections: connections.map(({ unread, unread_problem, ...connection }) => connection),
    unread: connections
      .filter(({ unread }) => unread !== 0)
      .map(({ source_id, unread_problem }) => ({ source_id, reason: unread_problem })),
  }
}

async function openEarly(schema: string): Promise<Database> {
  const database = await openDatabase({ url, schema })
  await database.pool.query('create extension if not exists pg_trgm with schema public')
  await database.pool.query(early)
  return database
}

describe('a database of before the baselines', () => {
  it('has rows in every table here', async () => {
    const database = await openEarly('filled')
    const empty = Object.entries(await rowsOf(database)).filter(([, rows]) => rows.length === 0)
    expect(empty).toEqual([])
    await database.close()
  })

  it('becomes one that they made, with every row', async () => {
    const moved = await openEarly('moved')
    const fresh = await openDatabase({ url, schema: 'fresh' })
    const before = await rowsOf(moved)
    expect(await migrate(fresh)).toEqual(await knownMigrations())
    await moveToBaselines(moved)
    expect(await rowsOf(moved)).toEqual(renamed(before))
    await migrate(moved)
    expect(await shapeOf(moved)).toEqual(await shapeOf(fresh))
    const { rows } = await sql<{ name: string }>`select name from migrations order by 1`.execute(moved.db)
    expect(rows.map(({ name }) => name)).toEqual(await knownMigrations())
    expect(await migrate(moved)).toEqual([])
    await moved.close()
    await fresh.close()
  })

  it('is moved once where several processes start at once', async () => {
    const first = await openEarly('at_once')
    const all = [first, ...(await Promise.all([1, 2].map(() => openDatabase({ url, schema: 'at_once' }))))]
    await Promise.all(all.map((database) => migrate(database)))
    expect(await rowsOf(first)).toHaveProperty('tasks')
    await Promise.all(all.map((database) => database.close()))
  })

  it('is left as it is, with a sentence, where it had not come to the last one', async () => {
    const database = await openEarly('half_way')
    await database.pool.query(`delete from migrations where name > '072-create-feeds'`)
    const before = await rowsOf(database)
    const refusal = migrate(database)
    await expect(refusal).rejects.toThrow(PlainError)
    await expect(refusal).rejects.toThrow(
      'This database was left at 072-create-feeds by an early Readout. Only its last version, 0.1.0, is brought up to date: start that one once, then this one.',
    )
    expect(await rowsOf(database)).toEqual(before)
    await database.close()
  })
})

describe('a backup of such a database', () => {
  it('is restored with every row', async () => {
    const from = await openEarly('backed_up')
    const file = join(folder, 'early')
    expect((await writeBackup(from, file)).migration).toBe('081-publish-splits')
    const to = await createTestDatabase()
    await restoreBackup(to, file)
    const sent = keptNow(renamed(await restorableRowsOf(from)))
    // Later migrations have it decided again what it says, and the audit log says that it was restored.
    const came = async () => {
      const { tasks = [], audit_log = [], ...rows } = await restorableRowsOf(to)
      return {
        ...rows,
        tasks: tasks.filter(({ id }) => sent.tasks?.some((task) => task.id === id)),
        audit_log: audit_log.filter(({ id }) => sent.audit_log?.some((entry) => entry.id === id)),
      }
    }
    // Who was signed in signs in again.
    sent.sessions = []
    // Their feeds are read anew.
    for (const feed of sent.feeds ?? []) Object.assign(feed, { etag: null, last_modified: null })
    // Their sums are made anew.
    for (const sums of sent.totals_shows ?? []) Object.assign(sums, { stale: true })
    expect(await came()).toMatchObject(sent)
    const again = join(folder, 'again')
    await writeBackup(to, again)
    await restoreBackup(to, again, { force: true })
    expect(await came()).toMatchObject(sent)
    await from.close()
    await to.drop()
  })

  it('is refused in a sentence where that had not come to the last one', async () => {
    const from = await openEarly('backed_up_half_way')
    await from.pool.query(`delete from migrations where name > '072-create-feeds'`)
    const file = join(folder, 'half-way')
    await writeBackup(from, file)
    const to = await createTestDatabase()
    const before = await dumpDatabase(to)
    await expect(restoreBackup(to, file)).rejects.toThrow(
      'was made by an early Readout, at 072-create-feeds. Only backups of its last version, 0.1.0, are restored: restore it there, and take another one.',
    )
    expect(await dumpDatabase(to)).toEqual(before)
    await from.close()
    await to.drop()
  })
})
