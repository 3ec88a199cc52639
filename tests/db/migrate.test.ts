import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PlainError } from '#api/lib/errors.ts'
import { type Database, openDatabase } from '#db/database.ts'
import { knownMigrations, migrate, migrateDown, migrateTo } from '#db/migrate.ts'
import { shapeOf } from '#tests/helper/schema-shape.ts'
import { createDatabase, dropDatabase, serverUrl } from '#tests/helper/test-db.ts'

const name = `readout_migrate_${process.pid}`
let url: string
beforeAll(async () => {
  url = await createDatabase(serverUrl(), name)
})
afterAll(() => dropDatabase(serverUrl(), name))

/** From this one on the version before may go on beside. What that needs goes away with a later one, which is named here then. */
const BESIDE_SINCE = '041'

type Column = { table: string; name: string; type: string; must: boolean }

function columnsOf(shape: readonly string[]): Column[] {
  return shape.flatMap((line) => {
    const found = /^column (?<name>(?<table>\w+)\.\w+) (?<type>.+?) default (?<rest>.*)$/.exec(line)?.groups
    if (!found) return []
    const { table = '', name = '', type = '', rest = '' } = found
    // As written above: no default, not null, and nothing that makes its value.
    return [{ table, name, type, must: /^, not null, identity , generated ,/.test(rest) }]
  })
}

async function inSchema(schema: string, work: (database: Database) => Promise<void>): Promise<void> {
  const database = await openDatabase({ url, schema })
  try {
    await work(database)
  } finally {
    await database.close()
  }
}

describe('migrations', () => {
  it('have a way down each, that leaves what was there before', async () => {
    await inSchema('down', async (database) => {
      const names = await knownMigrations()
      let before = await shapeOf(database)
      for (const migration of names) {
        expect(await migrateTo(database, migration)).toEqual([migration])
        const after = await shapeOf(database)
        expect(await migrateDown(database)).toEqual([migration])
        expect(await shapeOf(database), `${migration} down`).toEqual(before)
        expect(await migrateTo(database, migration)).toEqual([migration])
        expect(await shapeOf(database), `${migration} up again`).toEqual(after)
        before = after
      }
      expect(await migrate(database)).toEqual([])
    })
  })

  it('add to what the version before knows, which may go on beside: they take nothing away and ask nothing new of its rows', async () => {
    await inSchema('beside', async (database) => {
      const names = await knownMigrations()
      const first = names.findIndex((each) => each.startsWith(BESIDE_SINCE))
      await migrateTo(database, names[first - 1] ?? '')
      let before = columnsOf(await shapeOf(database))
      for (const migration of names.slice(first)) {
        await migrateTo(database, migration)
        const after = columnsOf(await shapeOf(database))
        const tables = new Set(before.map(({ table }) => table))
        const have = after.map(({ name, type }) => `${name} ${type}`)
        const gone = before.map(({ name, type }) => `${name} ${type}`).filter((each) => !have.includes(each))
        expect(gone, `${migration} takes them away`).toEqual([])
        const known = new Set(before.map(({ name }) => name))
        const asked = after.filter(({ name, table, must }) => must && tables.has(table) && !known.has(name))
        expect(asked, `${migration} asks for them`).toEqual([])
        before = after
      }
    })
  })

  it('serve several installations in one database, each with its own level', async () => {
    await inSchema('first', async (first) => {
      await inSchema('second', async (second) => {
        const names = await knownMigrations()
        expect(await migrate(first)).toEqual(names)
        expect(await migrate(second)).toEqual(names)
        expect(await shapeOf(second)).toEqual(await shapeOf(first))
        await migrateDown(second)
        expect(await migrate(first)).toEqual([])
        expect(await migrate(second)).toEqual(names.slice(-1))
      })
    })
  })

  it('run once where several processes start at once', async () => {
    const opened = await Promise.all(
      Array.from({ length: 4 }, () => openDatabase({ url, schema: 'at_once' })),
    )
    try {
      const ran = await Promise.all(opened.map((database) => migrate(database)))
      expect(ran.flat()).toEqual(await knownMigrations())
    } finally {
      await Promise.all(opened.map((database) => database.close()))
    }
  })

  it('refuse a database that a newer Readout has used, in a sentence', async () => {
    await inSchema('newer', async (database) => {
      await migrate(database)
      await database.pool.query(`insert into migrations values ('999-from-the-future', now()::text)`)
      const refusal = migrate(database)
      await expect(refusal).rejects.toThrow(PlainError)
      await expect(refusal).rejects.toThrow('newer Readout has used this database (at 999-from-the-future)')
    })
  })
})
