import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { restoreBackup } from '#db/backup/restore-backup.ts'
import { writeBackup } from '#db/backup/write-backup.ts'
import { openDatabase } from '#db/database.ts'
import { knownMigrations, migrateTo } from '#db/migrate.ts'
import { dumpDatabase } from '#tests/helper/dump.ts'
import { createTestDatabase, type TestDatabase } from '#tests/helper/test-db.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(inject('runFolder'), 'readout-backup-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** Any text that PostgreSQL stores. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }).map((any) => any.replaceAll('\0', '')),
  fc.constantFrom('', '\\N', '\\.', 'a\tb\nc\\d\r\n', '👩‍🚀', '\u200f\u200b', 'null', '"', "'"),
)
const payment = fc.record({
  message: fc.option(text),
  memo: fc.option(text),
  amount_msat: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  hash: fc.uint8Array({ minLength: 32, maxLength: 32 }),
  metadata: fc.option(fc.uint8Array({ maxLength: 300 })),
  settled_at: fc.date({
    min: new Date('1970-01-01T00:00:00Z'),
    max: new Date('2100-01-01T00:00:00Z'),
    noInvalidDate: true,
  }),
})
const payments = fc.uniqueArray(payment, { minLength: 5, maxLength: 40, selector: ({ hash }) => hash.join() })
type Row = typeof payment extends fc.Arbitrary<infer T> ? T : never

async function fill({ db }: TestDatabase, rows: readonly Row[]): Promise<void> {
  const show = await db
    .insertInto('shows')
    .values({ slug: 'a-show', title: 'A show' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const wallet = await db
    .insertInto('wallets')
    .values({ name: 'node' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const source = await db
    .insertInto('sources')
    .values({ name: 'node', kind: 'lnd', exactness: 4, wallet_id: wallet.id })
    .returning('id')
    .executeTakeFirstOrThrow()
  let before: string | null = null
  for (const [index, row] of rows.entries()) {
    const { id } = await db
      .insertInto('payments')
      .values({
        id: crypto.randomUUID(),
        wallet_id: wallet.id,
        exactness: 4,
        ref: String(index),
        payment_hash: Buffer.from(row.hash),
        // Rows that point at rows of their own table, either way.
        conflict_of: before,
        settled_at: row.settled_at,
        amount_msat: row.amount_msat,
        rail: 'keysend',
        memo: row.memo,
        message: row.message,
        ours: true,
        show_id: show.id,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await db
      .insertInto('sightings')
      .values({
        source_id: source.id,
        ref: String(index),
        payment_id: id,
        wallet_id: wallet.id,
        settled_at: row.settled_at,
        amount_msat: row.amount_msat,
        metadata: row.metadata ? Buffer.from(row.metadata) : null,
      })
      .execute()
    before = id
  }
}

async function withDatabases(work: (from: TestDatabase, to: TestDatabase) => Promise<void>): Promise<void> {
  const [from, to] = [await createTestDatabase(), await createTestDatabase()]
  try {
    await work(from, to)
  } finally {
    await from.drop()
    await to.drop()
  }
}

describe('a backup that is restored', () => {
  it('may leave out what means nothing elsewhere: each such column has a default, or may be empty', async () => {
    await withDatabases(async ({ db, schema }) => {
      const { rows } = await sql<{ name: string }>`
        select table_name || '.' || column_name as name from information_schema.columns
        where table_schema = ${schema} and udt_name in ('xid8', 'pg_snapshot')
          and is_nullable = 'NO' and column_default is null and is_generated = 'NEVER'`.execute(db)
      expect(rows).toEqual([])
    })
  })

  it('gives every row of every table back, whatever its text and bytes', async () => {
    let run = 0
    await fc.assert(
      fc.asyncProperty(payments, async (rows) => {
        await withDatabases(async (from, to) => {
          await fill(from, rows)
          const file = join(folder, `round-trip-${run++}`)
          const manifest = await writeBackup(from, file)
          expect(manifest.tables.find(({ name }) => name === 'payments')?.rows).toBe(rows.length)
          await restoreBackup(to, file)
          expect(await dumpDatabase(to)).toEqual(await dumpDatabase(from))
        })
      }),
      { numRuns: 2 },
    )
  })

  it('goes on where identities were, with every index, key and trigger', async () => {
    await withDatabases(async (from, to) => {
      await fill(from, fc.sample(payment, 3))
      // Used and gone: it must not be given out again.
      await sql`insert into shows (slug, title) values ('gone', 'Gone')`.execute(from.db)
      await sql`delete from shows where slug = 'gone'`.execute(from.db)
      const file = join(folder, 'identities')
      await writeBackup(from, file)
      await restoreBackup(to, file)
      const next = async ({ db }: TestDatabase) =>
        (
          await sql<{
            id: number
          }>`insert into shows (slug, title) values ('next', 'Next') returning id`.execute(db)
        ).rows
      expect(await next(to)).toEqual(await next(from))
      const shape = async ({ db }: TestDatabase) =>
        (
          await sql`
            select indexdef as line from pg_indexes where schemaname = 'readout'
            union all select conrelid::regclass || pg_get_constraintdef(oid) from pg_constraint
              where connamespace = 'readout'::regnamespace
            union all select tgrelid::regclass || ' ' || tgname || ' ' || tgenabled::text from pg_trigger where not tgisinternal
            union all select proname from pg_proc where pronamespace = 'readout'::regnamespace
            order by 1`.execute(db)
        ).rows
      expect(await shape(to)).toEqual(await shape(from))
      const schemas = await sql<{ n: number }>`
        select count(*)::int as n from pg_namespace where nspname like 'readout%'`.execute(to.db)
      expect(schemas.rows).toEqual([{ n: 1 }])
    })
  })

  it('makes its changes those of one transaction of this cluster, in a feed of a new epoch', async () => {
    await withDatabases(async (from, to) => {
      await fill(from, fc.sample(payment, 3))
      const epoch = async ({ db }: TestDatabase) =>
        (await db.selectFrom('installation').select('change_epoch').executeTakeFirstOrThrow()).change_epoch
      const file = join(folder, 'changes')
      await writeBackup(from, file)
      await restoreBackup(to, file)
      const { rows } = await sql<{ xids: number; visible: boolean; count: number }>`
        select count(distinct xid)::int as xids, count(*)::int as count,
               bool_and(xid < pg_snapshot_xmin(pg_current_snapshot())) as visible from changes`.execute(to.db)
      const count = (await dumpDatabase(from)).changes?.length
      expect(rows).toEqual([{ xids: 1, visible: true, count }])
      expect(await epoch(to)).not.toBe(await epoch(from))
    })
  })

  it('is of one moment, whatever is written meanwhile', async () => {
    await withDatabases(async (from, to) => {
      await fill(from, fc.sample(payment, 20))
      let go = true
      const writing = (async () => {
        for (let n = 0; go; n++)
          await from.db.transaction().execute(async (trx) => {
            const show = await trx
              .insertInto('shows')
              .values({ slug: `s-${n}`, title: 's' })
              .returning('id')
              .executeTakeFirstOrThrow()
            await trx
              .insertInto('show_aliases')
              .values({ slug: `alias-${n}`, show_id: show.id })
              .execute()
          })
      })()
      const file = join(folder, 'moment')
      for (let n = 0; n < 2; n++) {
        await writeBackup(from, file)
        await restoreBackup(to, file, { force: true })
        const { rows } = await sql<{ equal: boolean }>`
          select (select count(*) from show_aliases) = (select count(*) - 1 from shows) as equal`.execute(
          to.db,
        )
        expect(rows).toEqual([{ equal: true }])
      }
      go = false
      await writing
    })
  })

  it('may be of an older Readout: restored at its level, then brought up to date', async () => {
    await withDatabases(async (from, to) => {
      const old = await openDatabase({ url: from.url, schema: 'old' })
      const file = join(folder, 'old')
      try {
        await migrateTo(old, '006-payments')
        await sql`insert into shows (slug, title) values ('an-old-show', 'An old show')`.execute(old.db)
        expect((await writeBackup(old, file)).migration).toBe('006-payments')
      } finally {
        await old.close()
      }
      await restoreBackup(to, file)
      const shows = await to.db.selectFrom('shows').select('title').execute()
      expect(shows).toEqual([{ title: 'An old show' }])
      const { rows } = await sql<{ name: string }>`select name from migrations order by 1`.execute(to.db)
      expect(rows.map(({ name }) => name)).toEqual(await knownMigrations())
    })
  })

  it('goes into an installation in the schema public, beside what others keep there', async () => {
    await withDatabases(async (from, to) => {
      await fill(from, fc.sample(payment, 3))
      const file = join(folder, 'public')
      await writeBackup(from, file)
      await sql`create table public.of_somebody_else as select 1 as one`.execute(to.db)
      const inPublic = await openDatabase({ url: to.url, schema: 'public' })
      try {
        await restoreBackup(inPublic, file)
        const { of_somebody_else, ...ours } = await dumpDatabase(inPublic)
        expect(of_somebody_else).toEqual(['{"one": 1}'])
        expect(ours).toEqual(await dumpDatabase(from))
      } finally {
        await inPublic.close()
      }
    })
  })
})

describe('a backup that is being written', () => {
  it('is readable by its owner alone', async () => {
    const database = await createTestDatabase()
    const file = join(folder, 'private')
    await writeBackup(database, file)
    await database.drop()
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  })

  it('leaves nothing where it is broken off', async () => {
    const database = await createTestDatabase()
    const stop = new AbortController()
    const writing = writeBackup(database, join(folder, 'broken-off'), stop.signal)
    stop.abort()
    await expect(writing).rejects.toThrow()
    await database.drop()
    expect((await readdir(folder)).filter((name) => name.startsWith('broken-off'))).toEqual([])
  })
})
