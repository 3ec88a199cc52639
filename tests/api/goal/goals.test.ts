import { describe, expect, it } from 'vitest'
import { listGoals } from '#api/goal/goals.ts'
import { reachGoals } from '#api/goal/reach-goals.ts'
import { changePublicSettings } from '#api/public/settings/change-settings.ts'
import { viewOfShows } from '#db/view/view-of-shows.ts'
import { pay } from '#tests/e2e/helper/pay.ts'
import { shareService } from '#tests/helper/share-service.ts'
import { until } from '#tests/helper/until.ts'

const NOW = new Date('2026-11-12T12:00:00Z')
const service = shareService({ now: () => NOW })
const GOALS = '/shows/kill-show/goals'

async function begin() {
  const { ctx } = service
  for (const table of ['goals', 'rates', 'payments', 'boosts', 'shows'] as const)
    await ctx.db.deleteFrom(table).execute()
  await pay(
    ctx,
    { sender: 'ann', sats: 4000, episode: 'One', settled_at: new Date('2026-10-20T10:00:00Z') },
    { sender: 'ann', sats: 3000, episode: 'One', settled_at: new Date('2026-11-02T10:00:00Z') },
    { sender: 'ben', sats: 1000, episode: 'Two', settled_at: new Date('2026-11-11T10:00:00Z') },
    {
      sender: 'ben',
      sats: 500,
      action: 'stream',
      episode: 'Two',
      settled_at: new Date('2026-11-11T11:00:00Z'),
    },
  )
  const show = await ctx.db
    .updateTable('shows')
    .set({ status: 'kept', is_public: true })
    .returning('id')
    .executeTakeFirstOrThrow()
  await ctx.db.updateTable('episodes').set({ provisional: false }).execute()
  return show
}

async function episodeOf(title: string): Promise<string> {
  return (
    await service.ctx.db
      .selectFrom('episodes')
      .select('id')
      .where('title', '=', title)
      .executeTakeFirstOrThrow()
  ).id
}

async function set(goal: object) {
  const { status, body } = await service.ask('post', GOALS, { title: 'A trip', ...goal })
  expect([status, body.detail]).toEqual([201, undefined])
  return body
}

const reach = () => reachGoals(service.ctx.db, NOW, new AbortController().signal)
const list = async () => (await service.ask('get', GOALS)).body.items
const onPage = async () => (await service.ask('get', '/public/shows/kill-show')).body.goals

describe('a goal', () => {
  it.each([
    ['each month', { target: 9000, period: 'month' }, 4500, '2026-11-01', '2026-11-30', 40, '2026-11-24'],
    ['each year', { target: 17_000, period: 'year' }, 8500, '2026-01-01', '2026-12-31', 86, null],
    [
      'of a season',
      { target: 4000, period: 'season', from: '2026-10-14', to: '2026-11-02' },
      7000,
      '2026-10-14',
      '2026-11-02',
      100,
      null,
    ],
    [
      'since a day',
      { target: 9000, period: 'total', from: '2026-11-03' },
      1500,
      '2026-11-03',
      null,
      null,
      '2027-01-01',
    ],
    ['all in all', { target: 17_000, period: 'total' }, 8500, null, null, null, '2026-12-06'],
  ])(
    '%s counts what came in its days, boosted and streamed',
    async (_, goal, reached, starts, ends, pace_percent, expected_on) => {
      await begin()
      await set(goal)
      expect(await list()).toMatchObject([{ reached, starts, ends, pace_percent, expected_on }])
    },
  )

  it('of an episode counts what that was given, is shown on its page, and goes along when episodes are merged', async () => {
    await begin()
    const [one, two] = [await episodeOf('One'), await episodeOf('Two')]
    await set({ target: 3000, period: 'total', episode: two })
    expect(await list()).toMatchObject([{ reached: 1500, episode: { id: two, title: 'Two' } }])
    const pages = await Promise.all(
      [one, two].map((id) => service.ask('get', `/public/shows/kill-show/episodes/${id}`)),
    )
    expect(pages.map(({ body }) => body.goals.length)).toEqual([0, 1])
    const { body: survivor } = await service.ask('post', `/episodes/${one}/merge`, { with: two })
    await until('the episode is merged', async () => (await list())[0]?.reached === 8500)
    expect(await list()).toMatchObject([{ episode: { id: survivor.id } }])
  })

  it('in a currency counts what the sats were worth when they came, and nothing that has no price', async () => {
    await begin()
    const price = (at: string, of: string) =>
      service.ctx.db
        .insertInto('rates')
        .values({
          currency: 'EUR',
          at: new Date(at),
          seconds: 86_400,
          price: of,
          origin: 'hand',
          source: 'me',
        })
        .execute()
    await set({ target: 500, currency: 'EUR', period: 'total' })
    expect(await list()).toMatchObject([{ reached: 0 }])
    await price('2026-11-02T00:00:00Z', '100000')
    await price('2026-11-11T00:00:00Z', '80000')
    // 3,000 sats at 0.001 € each, 1,500 at 0.0008 €, in cents.
    expect(await list()).toMatchObject([{ reached: 300 + 120, reached_percent: 84 }])
  })

  it('is noted as reached once for each run, whoever counts; another run begins without it', async () => {
    await begin()
    const { id } = await set({ target: 4500, period: 'month' })
    await Promise.all([reach(), reach()])
    const [{ reached_at }] = await list()
    expect(reached_at).toBe(NOW.toISOString())
    await service.ctx.db
      .updateTable('goals')
      .set({ reached_at: new Date('2026-11-05T00:00:00Z') })
      .execute()
    await reach()
    expect(await list()).toMatchObject([{ reached_at: '2026-11-05T00:00:00.000Z' }])
    // As if it were last month's.
    await service.ctx.db.updateTable('goals').set({ reached_of: '2026-10-01' }).execute()
    expect(await list()).toMatchObject([{ reached_at: null }])
    await reach()
    expect(await list()).toMatchObject([{ reached_at: NOW.toISOString() }])
    await service.ask('patch', `${GOALS}/${id}`, { title: 'Another trip' })
    expect(await list()).toMatchObject([{ title: 'Another trip', reached_at: NOW.toISOString() }])
    await service.ask('patch', `${GOALS}/${id}`, { target: 9000 })
    expect(await list()).toMatchObject([{ reached_at: null, reached_percent: 50 }])
  })

  it('is celebrated neither before its days nor after them', async () => {
    await begin()
    await set({ target: 1, period: 'season', from: '2026-10-01', to: '2026-10-31' })
    await set({ target: 1, period: 'season', from: '2026-12-01', to: '2026-12-31' })
    await reach()
    expect((await list()).map(({ reached_at }: { reached_at: unknown }) => reached_at)).toEqual([null, null])
    // What ended two weeks ago or less is still to be seen; what has not begun is not yet.
    expect(await onPage()).toMatchObject([{ ends: '2026-10-31' }])
  })

  it('can be asked for by somebody who sees this show alone, whatever has just come', async () => {
    const { id } = await begin()
    await set({ target: 9000, period: 'month' })
    const { database, db } = service.ctx
    await pay(service.ctx, { sender: 'cat', sats: 100, settled_at: NOW })
    const show = { id, time_zone: 'UTC', demo: false }
    expect(await listGoals(viewOfShows(database, [id]), show, NOW, db)).toMatchObject([{ reached: 4600 }])
    expect(await listGoals(viewOfShows(database, []), show, NOW, db)).toEqual([])
  })

  it('is published as amounts are', async () => {
    const { id } = await begin()
    await set({ target: 10_000, period: 'month' })
    expect(await onPage()).toMatchObject([{ target: 10_000, reached: 4500, reached_percent: 45 }])
    await changePublicSettings(service.ctx.db, id, { amounts: 'none' })
    await until('the page hears of it', async () => (await onPage())[0].target === null)
    expect(await onPage()).toMatchObject([{ reached: null, reached_percent: 45 }])
    await changePublicSettings(service.ctx.db, id, { amounts: 'exact' })
  })

  it('is refused with a sentence where its days do not fit its period, or its episode is of no such show', async () => {
    await begin()
    const refused = async (goal: object) =>
      (await service.ask('post', GOALS, { title: 'A trip', target: 1, ...goal })).body.detail
    expect(await refused({ period: 'season', from: '2026-11-02', to: '2026-11-01' })).toMatch(
      /last one after it/,
    )
    expect(await refused({ period: 'month', from: '2026-11-02' })).toMatch(/begin by themselves/)
    expect(await refused({ period: 'total', to: '2026-11-02' })).toMatch(/Only a season/)
    expect(await refused({ period: 'total', episode: '018f0000-0000-7000-8000-000000000000' })).toMatch(
      /no such episode/,
    )
    expect(await list()).toEqual([])
  })
})
