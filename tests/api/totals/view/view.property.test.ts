import fc from 'fast-check'
import type { Kysely } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ViewPart, ViewQuery } from '#api/contract/totals-view.ts'
import { withTotals } from '#api/totals/read/with-totals.ts'
import { readView } from '#api/totals/view/read-view.ts'
import { readViewPart } from '#api/totals/view/read-view-part.ts'
import type { DB } from '#db/schema/index.ts'
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
  { from: '2025-11-02', to: '2026-01-01' },
  { from: '2026-03-29', to: '2026-03-31' },
]
const SUMMED: ViewPart[] = ['episode', 'app', 'hour']
const NARROWING: ViewPart[] = ['episode', 'app', 'supporter', 'wallet', 'rail', 'hour']

const query = (over: Partial<ViewQuery>): ViewQuery => ({ grain: 'day', ...over })

/** What narrows a view to one row of a part. */
function onlyTo(part: ViewPart, key: string): Partial<ViewQuery> {
  if (part !== 'hour') return { [part]: key }
  const [weekday, hour] = key.split('-').map(Number)
  return { weekday, hour }
}

async function slugOf(db: Kysely<DB>, id: number): Promise<string> {
  return (await db.selectFrom('shows').select('slug').where('id', '=', id).executeTakeFirstOrThrow()).slug
}

describe('a view', () => {
  it('of one row says what the row says; cells and payments say the same; parts add up to the whole', async () => {
    const { db } = database
    await fc.assert(
      fc.asyncProperty(payments, fc.constantFrom(...PERIODS), fc.nat(), async (steps, period, pick) => {
        const world = await makeWorld(db)
        for (const step of steps) await db.transaction().execute((trx) => pay(trx, world, step))
        // The first show's days are of UTC, which has another name too: by that one the payments themselves are summed.
        const slug = await slugOf(db, world.shows[0] ?? 0)
        const view = (over: Partial<ViewQuery>) =>
          withTotals({ db, database }, slug, (trx, totals) =>
            readView(trx, totals, query({ ...period, ...over })),
          )
        const part = (name: ViewPart, over: Partial<ViewQuery> = {}) =>
          withTotals({ db, database }, slug, (trx, totals) =>
            readViewPart(trx, totals, name, query({ ...period, ...over })),
          )
        const whole = await view({})
        expect(await view({ tz: 'Etc/UTC' })).toEqual({
          ...whole,
          time_zone: 'Etc/UTC',
          as_of: expect.any(String),
        })
        for (const name of SUMMED) {
          const { items } = await part(name)
          const sum = items.reduce(
            (all, { boosted_msat, streamed_msat }) => all + boosted_msat + streamed_msat,
            0,
          )
          expect({ name, sum }).toEqual({
            name,
            sum: whole.figures.boosted_msat + whole.figures.streamed_msat,
          })
        }
        for (const name of NARROWING) {
          const { items, ...head } = await part(name)
          expect(head.count).toBe(items.length)
          const other = await part(name, { tz: 'Etc/UTC' })
          expect(other.items).toEqual(items)
          const row = items.filter(({ key }) => key !== null)[pick % Math.max(1, items.length)]
          if (!row || row.key === null) continue
          const only = onlyTo(name, row.key)
          const { figures } = await view(only)
          // Hours know no money beside sats, and no minutes.
          if (name !== 'hour') expect(figures).toMatchObject({ boosts: row.boosts, minutes: row.minutes })
          expect(figures).toMatchObject({
            boosted_msat: row.boosted_msat,
            streams: row.streams,
            streamed_msat: row.streamed_msat,
          })
          if (row.new_supporters !== null) expect(figures.new_supporters).toBe(row.new_supporters)
          expect((await view({ ...only, tz: 'Etc/UTC' })).figures).toEqual(figures)
          const months = await view({ ...only, grain: 'month' })
          expect((await view({ ...only, grain: 'month', tz: 'Etc/UTC' })).days).toEqual(months.days)
        }
        await endWorld(db, world)
      }),
      { numRuns: runsOf(30), endOnFailure: true },
    )
  })
})
