import { type Kysely, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DB } from '#db/schema/index.ts'
import { createTestDatabase, type TestDatabase } from '#tests/helper/test-db.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

async function keptBy(db: Kysely<DB>) {
  const { rows } = await sql<{ statement: string; plans: number }>`
    select statement, (generic_plans + custom_plans)::integer as plans from pg_prepared_statements
    order by prepare_time`.execute(db)
  return rows
}

describe('a connection that keeps its statements', () => {
  it('prepares one that has values once, and answers each of its uses', async () => {
    await database.keeping.connection().execute(async (db) => {
      const doubled = async (value: number) => {
        const { rows } = await sql<{ value: number }>`select ${value}::integer * 2 as value`.execute(db)
        return rows[0]?.value
      }
      expect([await doubled(1), await doubled(2), await doubled(3)]).toEqual([2, 4, 6])
      expect(await keptBy(db)).toEqual([{ statement: 'select $1::integer * 2 as value', plans: 3 }])
    })
  })

  it('keeps no end of them', async () => {
    await database.keeping.connection().execute(async (db) => {
      for (let n = 0; n < 300; n++) {
        const { rows } = await sql<{ n: number }>`select ${n}::integer + ${sql.lit(n)} as n`.execute(db)
        expect(rows).toEqual([{ n: 2 * n }])
      }
      const kept = await keptBy(db)
      expect(kept.length).toBeGreaterThan(100)
      expect(kept.length).toBeLessThanOrEqual(200)
    })
  })

  it('is a connection for transactions like any other', async () => {
    const put = (slug: string, error?: Error) =>
      database.keeping.transaction().execute(async (trx) => {
        await trx.insertInto('shows').values({ slug, title: slug }).execute()
        if (error) throw error
      })
    await put('stays')
    await expect(put('goes', new Error('It was thought better of.'))).rejects.toThrow('thought better of')
    const shows = await database.db.selectFrom('shows').select('slug').execute()
    expect(shows).toEqual([{ slug: 'stays' }])
  })
})
