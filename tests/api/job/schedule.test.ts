import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Job } from '#api/job/job.ts'
import { type Schedule, startJobs } from '#api/job/schedule.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

let ctx: TestContext
beforeAll(async () => {
  ctx = await createTestContext()
})
afterAll(() => ctx.close())

const started: Schedule[] = []
afterEach(async () => {
  for (const schedule of started.splice(0)) await schedule.stop()
})
function start(...jobs: Job[]): Schedule {
  const schedule = startJobs(ctx, jobs)
  started.push(schedule)
  return schedule
}

async function addShow(): Promise<void> {
  await ctx.db.insertInto('shows').values({ slug: randomUUID(), title: 'A show' }).execute()
}

/** A job that notes its rounds, each of them this long. */
function makeJob(parts: Partial<Job> & { milliseconds?: number } = {}) {
  const rounds = { begun: 0, ended: 0, atOnce: 0 }
  const job: Job = {
    name: 'a job',
    schedule: null,
    run: async (_, signal) => {
      rounds.begun++
      rounds.atOnce = Math.max(rounds.atOnce, rounds.begun - rounds.ended)
      await sleep(parts.milliseconds ?? 10, undefined, { signal }).catch(() => {})
      rounds.ended++
    },
    ...parts,
  }
  return { job, rounds }
}

describe('a job', () => {
  it('runs at its times, to the second', async () => {
    const { job, rounds } = makeJob({ schedule: '* * * * * *' })
    start(job)
    await expect.poll(() => rounds.ended).toBeGreaterThanOrEqual(2)
  })

  it('leaves out a round by the clock where there is nothing to do, unless the last one failed', async () => {
    const asked = { times: 0 }
    const hasWork = async () => ++asked.times > 3
    const { job, rounds } = makeJob({ schedule: '* * * * * *', atStart: true, hasWork })
    start(job)
    await expect.poll(() => asked.times).toBe(3)
    expect(rounds.begun).toBe(1)
    await expect.poll(() => rounds.begun).toBeGreaterThan(1)

    let tries = 0
    const run = async () => {
      if (++tries < 3) throw new Error('It is away')
    }
    start(
      makeJob({ name: 'failing', schedule: '* * * * * *', atStart: true, hasWork: async () => false, run })
        .job,
    )
    await expect.poll(() => tries).toBe(3)
  })

  it('runs at the start where it asks for that, and when woken', async () => {
    const { job, rounds } = makeJob({ atStart: true })
    const schedule = start(job)
    await expect.poll(() => rounds.ended).toBe(1)
    schedule.wake('a job')
    await expect.poll(() => rounds.ended).toBe(2)
  })

  it('leaves connections for the work of others, however many start at once', async () => {
    const many = Array.from({ length: 30 }, (_, n) => {
      const all = Promise.withResolvers<void>()
      const job: Job = {
        name: `one of many ${n}`,
        schedule: null,
        atStart: true,
        run: async () => {
          begun++
          // Nobody goes on before all have begun, so that each has its lock by then.
          await expect.poll(() => begun).toBe(30)
          await sql`select 1`.execute(ctx.db)
          all.resolve()
        },
      }
      return { job, done: all.promise }
    })
    let begun = 0
    start(...many.map(({ job }) => job))
    await Promise.all(many.map(({ done }) => done))
    expect(begun).toBe(30)
  })

  it('that follows changes runs once, soon after some', async () => {
    const { job, rounds } = makeJob({ onChange: true })
    start(job)
    await ctx.live.ready()
    for (let n = 0; n < 3; n++) await addShow()
    await expect.poll(() => rounds.ended).toBe(1)
    await sleep(1_200)
    expect(rounds.ended).toBe(1)
  })

  it('that follows changes and takes long leaves time for others between its rounds', async () => {
    const { job, rounds } = makeJob({ onChange: true, milliseconds: 300 })
    const schedule = start(job)
    await ctx.live.ready()
    schedule.wake('a job')
    await expect.poll(() => rounds.begun).toBe(1)
    await addShow()
    await expect.poll(() => rounds.ended).toBe(1)
    await addShow()
    await sleep(1_600)
    expect(rounds.begun).toBe(1)
    await expect.poll(() => rounds.ended, { timeout: 30_000 }).toBe(2)
  })

  it('makes one more round for all who woke it during one, and no two at once', async () => {
    const { job, rounds } = makeJob({ milliseconds: 100 })
    const schedule = start(job)
    schedule.wake('a job')
    await expect.poll(() => rounds.begun).toBe(1)
    for (let n = 0; n < 5; n++) schedule.wake('a job')
    await expect.poll(() => rounds.ended).toBe(2)
    await sleep(150)
    expect(rounds).toEqual({ begun: 2, ended: 2, atOnce: 1 })
  })

  it('runs in one process at a time', async () => {
    const { job, rounds } = makeJob({ milliseconds: 150 })
    const here = start(job)
    const elsewhere = start(job)
    here.wake('a job')
    await expect.poll(() => rounds.begun).toBe(1)
    elsewhere.wake('a job')
    await expect.poll(() => rounds.ended).toBe(1)
    expect(rounds.atOnce).toBe(1)
    // Who wakes while the lock is about to be given back leaves it to the holder.
    await expect
      .poll(() => {
        elsewhere.wake('a job')
        return rounds.ended
      })
      .toBeGreaterThan(1)
    expect(rounds.atOnce).toBe(1)
  })

  it('that fails costs no other, and runs again at its next time', async () => {
    let tries = 0
    const bad: Job = {
      name: 'bad',
      schedule: null,
      run: async () => {
        tries++
        throw new Error('this round fails')
      },
    }
    const { job, rounds } = makeJob()
    const schedule = start(bad, job)
    for (let n = 1; n <= 2; n++) {
      schedule.wake('bad')
      schedule.wake('a job')
      await expect.poll(() => [tries, rounds.ended]).toEqual([n, n])
    }
  })

  it('is asked to give up when the service stops, and is waited for', async () => {
    const { job, rounds } = makeJob({ milliseconds: 60_000 })
    const schedule = start(job)
    schedule.wake('a job')
    await expect.poll(() => rounds.begun).toBe(1)
    await schedule.stop()
    expect(rounds.ended).toBe(1)
    schedule.wake('a job')
    await sleep(50)
    expect(rounds.begun).toBe(1)
  })
})
