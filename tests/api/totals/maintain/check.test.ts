import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { START } from '#api/change/feed.ts'
import { bringUpToDate } from '#api/totals/maintain/bring-up-to-date.ts'
import { finishParts } from '#api/totals/maintain/finish-parts.ts'
import { followFeed } from '#api/totals/maintain/follow-feed.ts'
import { totalsCheckJob, totalsJob } from '#api/totals/maintain/jobs.ts'
import { withTotals } from '#api/totals/read/with-totals.ts'
import { readView } from '#api/totals/view/read-view.ts'
import { plainSums } from '#tests/api/totals/plain-sums.ts'
import { storedSums } from '#tests/api/totals/stored-sums.ts'
import { makeReport, recordPayments } from '#tests/helper/record-payments.ts'
import { runReadout } from '#tests/helper/run-readout.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

let ctx: TestContext
const signal = new AbortController().signal

beforeAll(async () => {
  ctx = await createTestContext()
  await recordPayments(
    ctx.db,
    ...['ann', 'bob', 'ann', 'cat'].map((name, n) =>
      makeReport({
        settled_at: `202${n + 3}-05-14T18:00:00Z`,
        boostagram: { sender_name: name, message: `nr ${n}` },
      }),
    ),
    makeReport({ boostagram: { action: 'stream', message: undefined } }),
    makeReport({
      amount_msat: undefined,
      rail: 'card',
      fiat: { amount_minor: 500, fee_minor: 0, currency: 'USD' },
    }),
  )
})
afterAll(() => ctx.close())
beforeEach(() => readToTheEnd())

const readToTheEnd = () => totalsJob(ctx.config).run(ctx, signal)

const check = () => totalsCheckJob.run(ctx, signal)
const state = () => ctx.db.selectFrom('totals_state').selectAll().executeTakeFirstOrThrow()

describe('the nightly check', () => {
  it('finds nothing where all is right, and says when that was', async () => {
    await check()
    expect(await state()).toMatchObject({ differences: 0, difference: null, checked_at: expect.any(Date) })
  })

  it.each([
    [
      'a cell with another amount',
      `update totals_cells set boosts_counted_msat = boosts_counted_msat + 1 where part = 'app'`,
    ],
    ['a cell that is missing', `delete from totals_cells where part = 'show' and day = '2023-05-14'`],
    [
      'a cell too many',
      `insert into totals_cells select show_id, part, day, 'Ghost', boosts, boosts_counted_msat, boosts_received_msat, autos, autos_counted_msat, autos_received_msat, streams, streams_received_msat, free, fiat, anonymous from totals_cells where part = 'app' limit 1`,
    ],
    ['fiat that never came', `update totals_fiat set amount_minor = 501 where part = 'show'`],
    ['an hour that was another', `update totals_hours set hours = array[3] where day = '2024-05-14'`],
    [
      'a supporter of another day',
      `update totals_supporter_days set first_at = first_at - interval '1 minute' where day = '2025-05-14'`,
    ],
    ['a supporter of all time', `update totals_supporters set total_msat = 1 where year = 0`],
    ['when a supporter first came', `update totals_supporters set first_episode_id = null where year = 0`],
    ['a slice that is missing', `delete from totals_slices where wallet_id > 0 and day = '2024-05-14'`],
    [
      'somebody who did not give by an app',
      `update totals_people set who = array[gen_random_uuid()] where part = 'app'`,
    ],
    ['a cohort too large', 'update totals_cohorts set supporters = supporters + 1'],
    ['an app of all time', `update totals_parts set streams = streams + 1 where part = 'app'`],
    ['a rail that is missing of all time', `delete from totals_parts where part = 'rail'`],
    ['who gave most for an episode', `update totals_parts set best_boosts = array[7] where part = 'episode'`],
    [
      'when people first gave for an episode',
      `update totals_parts set first_people = array[7] where part = 'episode'`,
    ],
    ['how many gave for an episode', `update totals_parts set supporters = 7 where part = 'episode'`],
    ['a sum of all time', 'update totals_shows set boosts_received_msat = 0'],
    ['the sum of fiat of all time', `update totals_shows set fiat_sums = '[]'`],
    ['a supporter who is not counted', 'update totals_shows set supporters = 1'],
  ])('finds %s, says so, and mends it', async (_, harm) => {
    await sql.raw(harm).execute(ctx.db)
    await expect(check()).rejects.toThrow(
      /differed from the payments and were made anew. The first: LINUX Unplugged, /,
    )
    expect((await state()).differences).toBeGreaterThan(0)
    expect(await storedSums(ctx.db)).toEqual(await plainSums(ctx.db))
    await check()
    expect((await state()).differences).toBe(0)
  })

  it('takes what the job has not come to yet for no difference', async () => {
    await recordPayments(ctx.db, makeReport({ settled_at: '2026-05-20T18:00:00Z' }))
    await check()
    expect((await state()).differences).toBe(0)
  })
})

describe('a version before, at work beside', () => {
  it('leaves sums of parts behind, which whoever comes next makes anew', async () => {
    const forget = async () => {
      await sql`update totals_shows set as_of = as_of + interval '1 second'`.execute(ctx.db)
      await sql`update totals_parts set streams = streams + 1, supporters = 7`.execute(ctx.db)
    }
    const show = await ctx.db.selectFrom('shows').select('id').executeTakeFirstOrThrow()
    for (const come of [
      () => finishParts(ctx.db, signal),
      () => bringUpToDate(ctx.db, show.id),
      async () => {
        await recordPayments(ctx.db, makeReport({ id: 'later', settled_at: '2026-05-21T18:00:00Z' }))
        await followFeed(ctx.db)
      },
    ]) {
      await forget()
      await come()
      expect(await storedSums(ctx.db)).toEqual(await plainSums(ctx.db))
    }
  })
})

describe('who gave to parts', () => {
  it('is made by the job where a version before left it behind, and until then nobody is told what is kept', async () => {
    const show = await ctx.db.selectFrom('shows').selectAll().executeTakeFirstOrThrow()
    const view = () =>
      withTotals({ db: ctx.db, database: ctx.database }, show.slug, async (trx, totals) => [
        totals.state.has_people,
        (await readView(trx, totals, { app: '', grain: 'day' })).figures.supporters,
        (await readView(trx, totals, { rail: 'keysend', grain: 'day' })).figures.supporters,
      ])
    const [, byApp, byRail] = await view()
    await sql`update totals_shows set people_as_of = null`.execute(ctx.db)
    await sql`delete from totals_people`.execute(ctx.db)
    expect(await view()).toEqual([false, byApp, byRail])
    await recordPayments(ctx.db, makeReport({ id: 'meanwhile', settled_at: '2026-05-22T18:00:00Z' }))
    await followFeed(ctx.db)
    expect((await view())[0]).toBe(false)
    await check()
    await finishParts(ctx.db, signal)
    expect((await view())[0]).toBe(true)
    expect(await storedSums(ctx.db)).toEqual(await plainSums(ctx.db))
  })
})

describe('readout totals rebuild', () => {
  it('builds all from the payments, beside the service', async () => {
    for (const table of ['totals_cells', 'totals_supporter_days', 'totals_supporters'])
      await sql`delete from ${sql.table(table)}`.execute(ctx.db)
    await sql`update totals_hours set streams = array[7]`.execute(ctx.db)
    const { status, told } = await runReadout(ctx.database.url, ['totals', 'rebuild'])
    expect({ status, told }).toEqual({ status: 0, told: expect.stringContaining('1 show are built anew') })
    expect(await storedSums(ctx.db)).toEqual(await plainSums(ctx.db))
  })

  it('is called rightly or not at all', async () => {
    expect((await runReadout(ctx.database.url, ['totals'])).status).toBe(2)
    expect((await runReadout(ctx.database.url, ['totals', 'forget'])).status).toBe(2)
  })

  it('does not wait for intake, nor intake for it', async () => {
    const writing = await ctx.db.startTransaction().execute()
    await sql`update payments set memo = 'held' where settled_at > '2026-01-01'`.execute(writing)
    expect((await runReadout(ctx.database.url, ['totals', 'rebuild'])).status).toBe(0)
    await writing.commit().execute()
  })
})

describe('a feed that is far ahead', () => {
  it('is not followed change by change: all is made anew', async () => {
    await recordPayments(
      ctx.db,
      ...[1, 2, 3].map((n) => makeReport({ settled_at: `2026-06-0${n}T18:00:00Z` })),
    )
    await ctx.db.updateTable('totals_state').set(START).execute()
    expect(await followFeed(ctx.db, 10, 2)).toBe(false)
    expect(await ctx.db.selectFrom('totals_shows').select('stale').execute()).toEqual([{ stale: true }])
    await readToTheEnd()
    expect(await storedSums(ctx.db)).toEqual(await plainSums(ctx.db))
  })
})
