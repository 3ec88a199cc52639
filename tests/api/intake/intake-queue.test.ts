import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createIntake } from '#api/intake/intake-queue.ts'
import { makeEntry } from '#tests/helper/make-entry.ts'
import { createTestDatabase, type TestDatabase } from '#tests/helper/test-db.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const CALLERS = 10
const ROUNDS = 8

it('lets callers that come again and again share one transaction, instead of one going alone and all others waiting', async () => {
  const intake = createIntake(database.db, pino({ level: 'silent' }))
  await Promise.all(
    Array.from({ length: CALLERS }, async (_, caller) => {
      for (let round = 0; round < ROUNDS; round++) {
        const [outcome] = await intake.recordEntries([makeEntry({ ref: `${caller} ${round}` })])
        expect(outcome?.status).toBe('recorded')
        await wait(1)
      }
    }),
  )
  await intake.drain()
  const { rows } = await sql<{ payments: number; transactions: number }>`
    select count(*) as payments, count(distinct xmin::text) as transactions from payments`.execute(
    database.db,
  )
  expect(rows[0]?.payments).toBe(CALLERS * ROUNDS)
  // One for the first who comes; without patience it were two a round.
  expect(rows[0]?.transactions).toBeLessThanOrEqual(ROUNDS + 3)
})
