import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { PlainError } from '#api/lib/errors.ts'
import { FORMAT, type Manifest } from '#db/backup/manifest.ts'
import { restoreBackup } from '#db/backup/restore-backup.ts'
import { createTally } from '#db/backup/tally.ts'
import { tarEnd, tarEntry } from '#db/backup/tar.ts'
import { writeBackup } from '#db/backup/write-backup.ts'
import { dumpDatabase } from '#tests/helper/dump.ts'
import { createTestDatabase, type TestDatabase } from '#tests/helper/test-db.ts'

let folder: string
let database: TestDatabase
let backup: Buffer
let before: Record<string, string[]>
beforeAll(async () => {
  folder = await mkdtemp(join(inject('runFolder'), 'readout-refuse-'))
  database = await createTestDatabase()
  await sql`insert into supporters (id, name)
    select gen_random_uuid(), md5(n::text) from generate_series(1, 3000) n`.execute(database.db)
  await writeBackup(database, join(folder, 'good'))
  backup = await readFile(join(folder, 'good'))
  await sql`insert into shows (slug, title) values ('later', 'Later')`.execute(database.db)
  before = await dumpDatabase(database)
})
afterAll(async () => {
  await database.drop()
  await rm(folder, { recursive: true })
})

/** Tries to restore this, though by force, and sees that nothing was changed. @returns the sentence */
async function refusalOf(content: Uint8Array): Promise<string> {
  const file = join(folder, 'bad')
  await writeFile(file, content)
  const error = await restoreBackup(database, file, { force: true }).then(
    () => null,
    (refusal: unknown) => refusal,
  )
  expect(error).toBeInstanceOf(PlainError)
  expect(await dumpDatabase(database)).toEqual(before)
  return error instanceof PlainError ? error.message : ''
}

/** @param rows what the archive holds of the manifest's tables, by their names */
function archive(manifest: Partial<Manifest>, rows: Record<string, Buffer> = {}): Buffer {
  const whole = {
    format: FORMAT,
    created_at: '2026-01-01T00:00:00.000Z',
    migration: '002-shows',
    tables: [],
    sequences: [],
    ...manifest,
  }
  const content = [
    ...Object.entries(rows).flatMap(([name, each]) => [...tarEntry(`tables/${name}/000001`, each)]),
    ...tarEntry('manifest.json', Buffer.from(JSON.stringify(whole))),
    tarEnd(),
  ]
  return gzipSync(Buffer.concat(content))
}

/** A table of the manifest that holds these rows. */
function tableOf(name: string, columns: string[], rows: Buffer): Manifest['tables'][number] {
  const tally = createTally()
  tally.add(rows)
  return { name, columns, ...tally.total() }
}

describe('restore refuses, and changes nothing, where the file', () => {
  it('is cut off anywhere', async () => {
    const cut = fc.integer({ min: 0, max: backup.length - 1 })
    await fc.assert(
      fc.asyncProperty(cut, async (at) => {
        expect(await refusalOf(backup.subarray(0, at))).toMatch(/bad is (damaged or cut off|no backup)/)
      }),
      { numRuns: 8, examples: [[0], [1], [backup.length - 1], [backup.length - 8]] },
    )
  })

  it('has one wrong bit', async () => {
    // The first ten bytes say nothing of the content: a time, a system.
    const bit = fc.integer({ min: 10 * 8, max: backup.length * 8 - 1 })
    await fc.assert(
      fc.asyncProperty(bit, async (at) => {
        const damaged = Buffer.from(backup)
        damaged[at >> 3] = (damaged[at >> 3] ?? 0) ^ (1 << (at & 7))
        expect(await refusalOf(damaged)).toMatch(/bad is (damaged|no backup)/)
      }),
      { numRuns: 8 },
    )
  })

  it.each([
    ['is empty', Buffer.alloc(0)],
    ['is text', Buffer.from('payments\n')],
    ['is another gzip', gzipSync('payments\n')],
    ['is another tar', gzipSync(Buffer.concat([...tarEntry('photo', Buffer.alloc(9)), tarEnd()]))],
  ])('%s', async (_, content) => {
    expect(await refusalOf(content)).toMatch(/bad is (damaged or cut off, or )?no backup of Readout/)
  })

  it('was changed by hand, so that its sums no longer fit', async () => {
    const table = { name: 'supporters', columns: ['id', 'name'], rows: 1, bytes: 2, sha256: 'no' }
    expect(await refusalOf(archive({ tables: [table] }))).toContain('bad is damaged: the table supporters')
  })

  it.each([
    ['has a migration that this one does not know', { migration: '999-from-the-future' }],
    ['has a newer format', { format: FORMAT + 1 }],
  ])('%s', async (_, manifest) => {
    expect(await refusalOf(archive(manifest))).toMatch(/bad was made by a newer Readout.* up to date first/)
  })

  it('is not there', async () => {
    await expect(restoreBackup(database, join(folder, 'none'))).rejects.toThrow(/There is no file .*none/)
  })
})

describe('restore into a database that holds something', () => {
  it('is refused, and says what to do', async () => {
    await expect(restoreBackup(database, join(folder, 'good'))).rejects.toThrow(
      'There are data in this database already. Restore into an empty one, or replace them all with --force.',
    )
    expect(await dumpDatabase(database)).toEqual(before)
  })

  it('replaces all of it by force', async () => {
    const other = await createTestDatabase()
    await sql`insert into shows (slug, title) values ('mine', 'Mine')`.execute(other.db)
    await restoreBackup(other, join(folder, 'good'), { force: true })
    expect(await other.db.selectFrom('shows').select('slug').execute()).toEqual([])
    expect((await dumpDatabase(other)).supporters).toEqual(before.supporters)
    await other.drop()
  })

  it('leaves it alone where its rows do not fit the tables', async () => {
    const file = join(folder, 'misfit')
    const rows = Buffer.from('x\n')
    await writeFile(file, archive({ tables: [tableOf('shows', ['slug'], rows)] }, { shows: rows }))
    await expect(restoreBackup(database, file, { force: true })).rejects.toThrow(
      /could not be restored: .*title.* Nothing was changed/s,
    )
    expect(await dumpDatabase(database)).toEqual(before)
  })
  it('fills our own tables and sequences alone, and says which it left out', async () => {
    const other = await createTestDatabase()
    await sql`create table public.of_others (line text)`.execute(other.db)
    await sql`create sequence public.of_others_too`.execute(other.db)
    const read = async () =>
      (
        await sql`select (select count(*)::int from public.of_others) as rows, last_value, is_called,
          (select count(*)::int from pg_shseclabel) as labels, (select count(*)::int from migrations) as migrations
          from public.of_others_too`.execute(other.db)
      ).rows
    const before = await read()
    const files = {
      of_others: { columns: ['line'], rows: Buffer.from('x\n') },
      // One of PostgreSQL's own, found by every name before ours; and what a restore makes itself.
      pg_shseclabel: {
        columns: ['objoid', 'classoid', 'provider', 'label'],
        rows: Buffer.from('0\t0\tnobody\tx\n'),
      },
      migrations: { columns: ['name', 'timestamp'], rows: Buffer.from('000-of-others\tx\n') },
    }
    const tables = Object.entries(files).map(([name, { columns, rows }]) => tableOf(name, columns, rows))
    const file = join(folder, 'others')
    const rows = Object.fromEntries(Object.entries(files).map(([name, each]) => [name, each.rows]))
    const sequences = [{ name: 'of_others_too', last_value: '7', is_called: true }]
    await writeFile(file, archive({ tables, sequences }, rows))
    const restored = await restoreBackup(other, file, { force: true })
    expect(restored).toMatchObject({ tables: [], leftOut: Object.keys(files) })
    expect(await read()).toEqual(before)
    await other.drop()
  })
})
