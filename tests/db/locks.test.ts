import { sql, type Transaction } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { lockKeys } from '#db/query/locks.ts'
import type { DB } from '#db/schema/index.ts'
import { createTestDatabase, type TestDatabase } from '#tests/helper/test-db.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const names = (whose: string, count = 500) => Array.from({ length: count }, (_, n) => `${whose} ${n}`)

/** Work in a transaction beside another that holds some names; whoever would have to wait fails. */
async function beside(held: string[], work: (trx: Transaction<DB>) => Promise<unknown>): Promise<unknown> {
  return await database.db.transaction().execute(async (one) => {
    await lockKeys(one, 'payments', held)
    return await database.db.transaction().execute(async (other) => {
      await sql`set local lock_timeout = '200ms'`.execute(other)
      return await work(other)
    })
  })
}

it('two imports of many payments each lock what is theirs, and do not wait for each other', async () => {
  await beside(names('one'), (trx) => lockKeys(trx, 'payments', names('two')))
})

it('who wants a name that another holds waits for it, however many others it comes with', async () => {
  const wanted = [...names('two'), 'one 42']
  await expect(beside(names('one'), (trx) => lockKeys(trx, 'payments', wanted))).rejects.toThrow(
    'lock timeout',
  )
})

it('holds each name once, in whatever number it is asked for', async () => {
  const { rows } = await database.db.transaction().execute(async (trx) => {
    await lockKeys(trx, 'known', [...names('one', 50), ...names('one', 50)])
    return await sql<{ held: number }>`
      select count(*)::integer as held from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()`.execute(
      trx,
    )
  })
  expect(rows[0]?.held).toBe(50)
})
