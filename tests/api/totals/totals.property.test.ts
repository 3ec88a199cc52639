import fc from 'fast-check'
import { type Kysely, sql, type Transaction } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringUpToDate } from '#api/totals/maintain/bring-up-to-date.ts'
import { makeStaleShows } from '#api/totals/maintain/build-stale-shows.ts'
import { checkTotals } from '#api/totals/maintain/check.ts'
import { finishParts } from '#api/totals/maintain/finish-parts.ts'
import { followFeed } from '#api/totals/maintain/follow-feed.ts'
import { rebuildTotals } from '#api/totals/maintain/rebuild.ts'
import type { DB } from '#db/schema/index.ts'
import { RUNS } from '#tests/helper/runs.ts'
import { createTestDatabase, type TestDatabase } from '#tests/helper/test-db.ts'
import { correct } from './correct.ts'
import { dying, endWorld, makeWorld, pay, type Step, stepArbitrary, type World } from './history.ts'
import { plainPeople, storedPeople } from './people-of-episodes.ts'
import { type PlainSums, plainSums } from './plain-sums.ts'
import { storedSums } from './stored-sums.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const signal = new AbortController().signal

/** A transaction that has written and not committed yet. */
type Held = { commit: () => Promise<void> }

async function hold(db: Kysely<DB>, work: (trx: Transaction<DB>) => Promise<void>): Promise<Held> {
  const trx = await db.startTransaction().execute()
  await work(trx)
  return { commit: () => trx.commit().execute() }
}

async function runJob(db: Kysely<DB>, batch = 1_000): Promise<void> {
  await makeStaleShows(db, signal)
  while (await followFeed(db, batch)) {
    // On to the next changes.
  }
  await makeStaleShows(db, signal)
  await finishParts(db, signal)
}

async function isThere(db: Kysely<DB>, show: number): Promise<boolean> {
  return (await db.selectFrom('shows').select('id').where('id', '=', show).executeTakeFirst()) !== undefined
}

/** Those of one show, since another's may be under way. */
function ofShow(sums: PlainSums, show: number): PlainSums {
  const own = (map: PlainSums['cells']) =>
    new Map([...map].filter(([key]) => key === `${show}` || key.startsWith(`${show} `)))
  return {
    cells: own(sums.cells),
    fiat: own(sums.fiat),
    hours: own(sums.hours),
    slices: own(sums.slices),
    people: own(sums.people),
    periods: own(sums.periods),
    parts: own(sums.parts),
    cohorts: own(sums.cohorts),
    shows: own(sums.shows),
    who: own(sums.who),
  }
}

/** A connection that was killed may come out of the pool once more before the pool hears of it. */
async function forgetDead(db: Kysely<DB>): Promise<void> {
  const all = Array.from({ length: 10 }, () => sql`select 1`.execute(db))
  const tried = await Promise.allSettled(all)
  if (tried.some(({ status }) => status === 'rejected')) await forgetDead(db)
}

async function live(db: Kysely<DB>, world: World, steps: readonly Step[]): Promise<void> {
  const held: Held[] = []
  for (const step of steps) {
    if (step.do === 'pay') {
      if (step.late && held.length < 4) held.push(await hold(db, (trx) => pay(trx, world, step)))
      else await db.transaction().execute((trx) => pay(trx, world, step))
    } else if (step.do === 'commit') {
      const [one] = held.splice(step.pick % Math.max(1, held.length), 1)
      await one?.commit()
    } else if (!('to' in step)) {
      const show = world.shows[step.pick % world.shows.length] ?? 0
      const through = dying(db, step.dies)
      const work =
        step.do === 'job'
          ? runJob(through, step.batch)
          : step.do === 'read'
            ? bringUpToDate(through, show)
            : rebuildTotals(through, signal)
      const wentWell = await work.then(
        () => true,
        () => false,
      )
      if (!wentWell) await forgetDead(db)
      if (step.do === 'read' && wentWell && (await isThere(db, show))) await compare(db, show)
    } else {
      // Whoever changes what another transaction has just written waits for it.
      while (held.length > 0) await held.pop()?.commit()
      await correct(db, world, step)
    }
  }
  while (held.length > 0) await held.pop()?.commit()
}

/** How often stored and plain sums were compared. */
let compared = 0
/** Of how many episodes it was kept who gave. */
let counted = 0

async function compare(db: Kysely<DB>, show: number | null = null): Promise<void> {
  const [stored, plain] = [await storedSums(db), await plainSums(db)]
  if (show === null) expect(stored).toEqual(plain)
  else expect(ofShow(stored, show)).toEqual(ofShow(plain, show))
  const kept = await storedPeople(db)
  if (show === null) expect(kept).toEqual(plainPeople(plain.people, kept.keys()))
  counted += kept.size
  compared++
}

/** Enough that some history is sure to be compared midway. */
const HISTORIES = Math.max(RUNS, 40)

describe('totals', () => {
  it('equal a plain sum over the payments whatever happened, in whichever order, and however often the job died', async () => {
    const { db } = database
    let runs = 0
    await fc.assert(
      fc.asyncProperty(fc.array(stepArbitrary, { maxLength: 25, size: 'max' }), async (steps) => {
        const world = await makeWorld(db)
        await live(db, world, steps)
        await runJob(db, 60)
        await compare(db)
        if (runs++ % 10 === 0)
          expect(await checkTotals(db, { warn: console.error }, signal)).toEqual({ count: 0, first: null })
        await rebuildTotals(db, signal)
        await compare(db)
        await endWorld(db, world)
      }),
      { numRuns: HISTORIES, endOnFailure: true },
    )
    expect(compared).toBeGreaterThan(2 * HISTORIES)
    expect(counted).toBeGreaterThan(HISTORIES)
  })
})
