import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import type { Kysely } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type SupporterListQuery, supporterListQuerySchema } from '#api/contract/supporter.ts'
import { listSupporters } from '#api/supporter/list-supporters.ts'
import type { DB } from '#db/schema/index.ts'
import { correct } from '#tests/api/totals/correct.ts'
import { endWorld, makeWorld, pay, type Step, stepArbitrary, type World } from '#tests/api/totals/history.ts'
import { runsOf } from '#tests/helper/runs.ts'
import { createTestDatabase, type TestDatabase } from '#tests/helper/test-db.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const CORRECTIONS = ['hide', 'set aside', 'merge people', 'standing', 'time', 'split']
const isPayment = (step: Step): step is Extract<Step, { do: 'pay' }> => step.do === 'pay'
const isCorrection = (step: Step): step is Extract<Step, { to: number }> => CORRECTIONS.includes(step.do)
const steps = fc.array(
  stepArbitrary.filter((step) => isPayment(step) || isCorrection(step)),
  { minLength: 20, maxLength: 40, size: 'max' },
)

const NAMES = ['ann', 'Bob', 'Cat', 'ANN', 'dan', 'Eve', 'fay', 'gus', 'Hal']

/** A history's world with more people, so that several gave to a show at the same moment; each by a name. */
async function makeNamedWorld(db: Kysely<DB>): Promise<World> {
  const world = await makeWorld(db)
  const more = NAMES.slice(world.people.length).map((name) => ({
    id: randomUUID(),
    name,
    say_as: null,
    note: null,
  }))
  await db.insertInto('supporters').values(more).execute()
  const people = [...world.people, ...more.map(({ id }) => id)]
  for (const [n, supporter_id] of people.entries()) {
    const name = NAMES[n] ?? ''
    await db.updateTable('supporters').set({ name }).where('id', '=', supporter_id).execute()
    const named = {
      supporter_id,
      name,
      name_key: name.toLowerCase(),
      app_key: `${n}`,
      sender_id: supporter_id,
    }
    await db.insertInto('supporter_names').values(named).execute()
  }
  return { ...world, people }
}

/** Who supports a show, with what they sent, row by row. */
async function plainList(db: Kysely<DB>, show: number, order: SupporterListQuery['order'], q: string) {
  const merged = new Set(
    (await db.selectFrom('supporter_aliases').select('id').execute()).map(({ id }) => id),
  )
  const boosts = (await db.selectFrom('boosts').selectAll().where('show_id', '=', show).execute()).filter(
    (boost) => boost.payment_count > 0,
  )
  const paid = await db
    .selectFrom('payments')
    .select('supporter_id')
    .where('show_id', '=', show)
    .where('set_aside', '=', false)
    .execute()
  const all = (await db.selectFrom('supporters').select(['id', 'name']).execute()).flatMap(({ id, name }) => {
    const own = boosts.filter((boost) => boost.supporter_id === id)
    const isOfShow = own.length > 0 || paid.some((payment) => payment.supporter_id === id)
    if (!isOfShow || merged.has(id) || !name.toLowerCase().includes(q)) return []
    const last_at = own.length === 0 ? 0 : Math.max(...own.map(({ sent_at }) => +sent_at))
    return {
      id,
      name,
      boosts: own.length,
      msat: own.reduce((sum, one) => sum + one.counted_msat, 0),
      last_at,
    }
  })
  const byId = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
  const byOrder = {
    name: (a: (typeof all)[number], b: typeof a) =>
      byId(a.name.toLowerCase(), b.name.toLowerCase()) || byId(a.id, b.id),
    last: (a: (typeof all)[number], b: typeof a) => b.last_at - a.last_at || byId(b.id, a.id),
    // Who only streams comes after those whose boosts came to nothing.
    total: (a: (typeof all)[number], b: typeof a) =>
      (b.boosts ? b.msat : -1) - (a.boosts ? a.msat : -1) || byId(b.id, a.id),
  }
  return all
    .sort(byOrder[order])
    .map(({ id, boosts: count, msat, last_at }) => [id, count, msat, last_at || null])
}

async function pagedList(db: Kysely<DB>, show: number, query: Record<string, unknown>) {
  const seen = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const parsed = supporterListQuerySchema.parse({ ...query, ...(cursor === undefined ? {} : { cursor }) })
    const page = await listSupporters(db, show, parsed)
    seen.push(...page.items)
    cursor = page.next_cursor
  }
  return seen.map(({ id, boost_count, counted_msat, last_sent_at }) => [
    id,
    boost_count,
    counted_msat,
    last_sent_at === null ? null : Date.parse(last_sent_at),
  ])
}

describe('the list of supporters', () => {
  it('is by the page what it is row by row, in every order, whatever was hidden, merged or only streamed', async () => {
    const { db } = database
    let listed = 0
    await fc.assert(
      fc.asyncProperty(steps, fc.integer({ min: 1, max: 4 }), async (history, limit) => {
        const world = await makeNamedWorld(db)
        for (const step of history) {
          // Many boosts at the same moment.
          const at = Date.UTC(2026, 0, 1 + (isPayment(step) ? step.at % 2 : 0))
          if (isPayment(step)) await db.transaction().execute((trx) => pay(trx, world, { ...step, at }))
          else if (isCorrection(step)) await correct(db, world, step)
        }
        for (const show of world.shows)
          for (const order of ['name', 'last', 'total'] as const)
            for (const q of ['', 'a']) {
              const plain = await plainList(db, show, order, q)
              expect(await pagedList(db, show, { order, limit, ...(q === '' ? {} : { q }) })).toEqual(plain)
              listed += plain.length
            }
        await endWorld(db, world)
      }),
      { numRuns: runsOf(20), endOnFailure: true },
    )
    expect(listed).toBeGreaterThan(4 * runsOf(20))
  })
})
