import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Job } from '#api/job/job.ts'
import { listJobStates } from '#api/job/list-job-states.ts'
import { noteRound } from '#api/job/record-round.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

let ctx: TestContext
let time = new Date('2026-11-20T12:00:00Z')
beforeAll(async () => {
  ctx = await createTestContext({ now: () => time })
})
afterAll(() => ctx.close())

const job: Job = { name: 'a job', schedule: '*/5 * * * *', onChange: true, run: async () => {} }
const stateOf = async (of: Job = job) => (await listJobStates(ctx, [of]))[0]

it('a job that never ran says so', async () => {
  expect(await stateOf()).toEqual({
    name: 'a job',
    schedule: '*/5 * * * *',
    on_change: true,
    running_since: null,
    last_run_at: null,
    duration_ms: null,
    last_success_at: null,
    lag_seconds: null,
    last_error: null,
    failing_since: null,
    past_error: null,
    runs: 0,
    failures: 0,
  })
})

it('a round is seen while it runs, and when it has ended how long it took', async () => {
  await noteRound(ctx, job.name, async () => {
    expect(await stateOf()).toMatchObject({ running_since: '2026-11-20T12:00:00.000Z', duration_ms: null })
    await sleep(20)
    time = new Date('2026-11-20T12:00:01Z')
  })
  const state = await stateOf()
  expect(state).toMatchObject({
    running_since: null,
    last_run_at: '2026-11-20T12:00:00.000Z',
    last_success_at: '2026-11-20T12:00:01.000Z',
    runs: 1,
    failures: 0,
  })
  expect(state?.duration_ms).toBeGreaterThanOrEqual(20)
})

it('a failure is thrown on and kept until a round goes well', async () => {
  await expect(
    noteRound(ctx, job.name, () => Promise.reject(new Error('the feed is away'))),
  ).rejects.toThrow()
  expect(await stateOf()).toMatchObject({
    last_error: { at: '2026-11-20T12:00:01.000Z', message: 'the feed is away' },
    runs: 2,
    failures: 1,
  })
  await noteRound(ctx, job.name, async () => {})
  expect(await stateOf()).toMatchObject({ last_error: null, runs: 3, failures: 1 })
})

it('says since when it fails, one round after another, and what it was once it went well', async () => {
  const fail = async (at: string, why: string) => {
    time = new Date(at)
    await noteRound(ctx, job.name, () => Promise.reject(new Error(why))).catch(() => {})
  }
  await fail('2026-11-21T10:00:00.000Z', 'the disk is full')
  await fail('2026-11-21T11:00:00.000Z', 'the disk is still full')
  expect(await stateOf()).toMatchObject({
    failing_since: '2026-11-21T10:00:00.000Z',
    last_error: { at: '2026-11-21T11:00:00.000Z', message: 'the disk is still full' },
    past_error: null,
  })
  time = new Date('2026-11-21T12:00:00.000Z')
  await noteRound(ctx, job.name, async () => {})
  await noteRound(ctx, job.name, async () => {})
  expect(await stateOf()).toMatchObject({
    failing_since: null,
    last_error: null,
    past_error: { at: '2026-11-21T11:00:00.000Z', message: 'the disk is still full' },
  })
  await fail('2026-11-21T13:00:00.000Z', 'no address')
  expect(await stateOf()).toMatchObject({ failing_since: '2026-11-21T13:00:00.000Z', past_error: null })
  time = new Date('2026-11-21T14:00:00.000Z')
  await noteRound(ctx, job.name, async () => {})
})

it('its lag is the age of the oldest change that it has not seen', async () => {
  time = new Date()
  await noteRound(ctx, job.name, async () => {})
  expect(await stateOf()).toMatchObject({ lag_seconds: 0 })
  await ctx.db.insertInto('shows').values({ slug: 'kill-show', title: 'Kill Show' }).execute()
  time = new Date(Date.now() + 90_000)
  const state = await stateOf()
  expect(state?.lag_seconds).toBeGreaterThanOrEqual(89)
  expect(state?.lag_seconds).toBeLessThanOrEqual(95)
  expect(await stateOf({ ...job, onChange: false })).toMatchObject({ lag_seconds: null })
  await noteRound(ctx, job.name, async () => {})
  expect(await stateOf()).toMatchObject({ lag_seconds: 0 })
})

it('a job does its work where that cannot be written down', async () => {
  const other = await createTestContext()
  await other.db.schema.dropTable('job_states').execute()
  let rounds = 0
  await noteRound(other, job.name, async () => void rounds++)
  expect(rounds).toBe(1)
  await other.close()
})
