import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { leaderboardQuerySchema } from '#api/contract/totals.ts'
import { readTotals } from '#api/totals/read/read-totals.ts'
import { withTotals } from '#api/totals/read/with-totals.ts'
import { readLeaderboard } from '#api/totals/supporter/read-leaderboard.ts'
import { runsOf } from '#tests/helper/runs.ts'
import { createTestDatabase, type TestDatabase } from '#tests/helper/test-db.ts'
import { endWorld, makeWorld, pay, type Step, stepArbitrary } from '../history.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const isPayment = (step: Step): step is Extract<Step, { do: 'pay' }> => step.do === 'pay'
const payments = fc.array(stepArbitrary.filter(isPayment), { minLength: 4, maxLength: 25 })
const PERIODS = [
  {},
  { from: '2025-12-31' },
  { to: '2025-11-02' },
  { from: '2025-11-02', to: '2026-01-01' },
  { from: '2024-02-29', to: '2026-03-30' },
  { from: '2026-03-29', to: '2026-03-31' },
  { from: '2025-01-01', to: '2025-12-31' },
]

describe('how many gave', () => {
  it('in a period is the same by what is kept of supporters and by the payments themselves', async () => {
    const { db } = database
    await fc.assert(
      fc.asyncProperty(payments, async (steps) => {
        const world = await makeWorld(db)
        for (const step of steps) await db.transaction().execute((trx) => pay(trx, world, step))
        // The first show's days are of UTC, which has another name too: by that one the payments themselves are read.
        const { slug } = await db
          .selectFrom('shows')
          .select('slug')
          .where('id', '=', world.shows[0] ?? 0)
          .executeTakeFirstOrThrow()
        const count = (period: (typeof PERIODS)[number], tz?: string) =>
          withTotals({ db, database }, slug, async (trx, totals) => {
            const query = leaderboardQuerySchema.parse({ ...period, ...(tz === undefined ? {} : { tz }) })
            const { supporters, new_supporters, items } = await readLeaderboard(trx, totals, query)
            const days = { from: period.from ?? null, to: period.to ?? null, zone: tz ?? null }
            const sums = await readTotals(trx, totals, days)
            expect(supporters).toBe(items.length)
            expect(new_supporters).toBe(items.filter((item) => item.is_new).length)
            return [supporters, new_supporters, sums.supporters]
          })
        for (const period of PERIODS) expect(await count(period, 'Etc/UTC')).toEqual(await count(period))
        await endWorld(db, world)
      }),
      { numRuns: runsOf(30), endOnFailure: true },
    )
  })
})
