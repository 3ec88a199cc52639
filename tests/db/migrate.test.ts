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
