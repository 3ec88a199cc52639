import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { followFeed } from '#api/totals/keep/follow-feed.ts'
import { askAs } from '#tests/helper/ask.ts'
import { makeReport, recordBoost, recordPayments } from '#tests/helper/record-payments.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

let ctx: TestContext
let ask: Awaited<ReturnType<typeof askAs>>
let shows = 0

beforeAll(async () => {
  ctx = await createTestContext()
  ask = await askAs(ctx, ['read'])
})
afterAll(() => ctx.close())

/** A show's own title, so that tests do not meet. */
function newShow(): { podcast: string; path: string } {
  shows++
  return { podcast: `Show ${shows}`, path: `/shows/show-${shows}/totals` }
}

async function get(path: string) {
  const answer = await ask.get(path)
  expect({ path, status: answer.status, body: answer.status === 200 ? null : answer.body }).toMatchObject({
    status: 200,
  })
  return answer.body
}

/** A payment of some sats for a show. */
function sats(
  podcast: string,
  amount: number,
  boostagram: Record<string, unknown> = {},
  over: Record<string, unknown> = {},
) {
  return makeReport({ amount_msat: amount * 1000, ...over, boostagram: { podcast, ...boostagram } })
}

const nothing = { count: 0, counted_msat: 0, received_msat: 0 }

describe('totals of a show', () => {
  it('count boosts, autos and streams apart, with fiat and free beside, and nobody in particular apart', async () => {
    const { podcast, path } = newShow()
    await recordPayments(
      ctx.db,
      sats(podcast, 1000, { sender_name: 'ann' }),
      sats(podcast, 500, { sender_name: 'anonymous' }),
      sats(podcast, 100, { sender_name: 'bob', action: 'auto', message: undefined }),
      sats(podcast, 10, { sender_name: 'cat', action: 'stream', message: undefined }),
      sats(podcast, 20, { sender_name: 'ann', action: 'stream', message: undefined }),
      makeReport({
        amount_msat: undefined,
        rail: 'card',
        fiat: { amount_minor: 500, fee_minor: 45, currency: 'USD' },
        boostagram: { podcast, sender_name: 'dan' },
      }),
      makeReport({ amount_msat: undefined, rail: 'free', boostagram: { podcast, sender_name: 'eve' } }),
    )
    expect(await get(path)).toEqual({
      as_of: expect.any(String),
      boosts: { count: 2, counted_msat: 1_500_000, received_msat: 1_500_000 },
      autos: { count: 1, counted_msat: 100_000, received_msat: 100_000 },
      streams: { count: 2, received_msat: 30_000 },
      supporters: 5,
      anonymous: 1,
      fiat: [{ currency: 'USD', amount_minor: 500, count: 1 }],
      free: { count: 1 },
    })
  })

  it('are nothing for a show without payments', async () => {
    await ctx.db.insertInto('shows').values({ slug: 'silent', title: 'Silent' }).execute()
    expect(await get('/shows/silent/totals')).toMatchObject({
      boosts: nothing,
      autos: nothing,
      supporters: 0,
      fiat: [],
    })
    for (const part of ['days', 'months', 'episodes', 'apps', 'wallets', 'rails', 'hours', 'supporters'])
      expect((await get(`/shows/silent/totals/${part}`)).items).toEqual([])
    expect(await get('/shows/silent/totals/records')).toMatchObject({
      largest_boost: null,
      largest_day: null,
      best_month: null,
    })
  })

  it('show what the list shows, without waiting for the job, also while an older transaction is under way', async () => {
    const { podcast, path } = newShow()
    await recordBoost(ctx.db, { boostagram: { podcast } })
    expect((await get(path)).boosts.count).toBe(1)
    const older = await ctx.db.startTransaction().execute()
    await sql`select pg_current_xact_id()`.execute(older)
    await recordBoost(ctx.db, { boostagram: { podcast, message: 'another' } })
    expect((await get(path)).boosts.count).toBe(2)
    await older.rollback().execute()
    while (await followFeed(ctx.db)) {
      // To the end.
    }
    expect((await get(path)).boosts.count).toBe(2)
  })

  it('leave out what is hidden, set aside, and of the team; and what is paid back', async () => {
    const { podcast, path } = newShow()
    const [hidden, aside, team, refunded] = await recordPayments(
      ctx.db,
      sats(podcast, 1000, { sender_name: 'hidden one' }),
      sats(podcast, 1000, { sender_name: 'aside', action: 'stream', message: undefined }),
      sats(podcast, 1000, { sender_name: 'host' }),
      sats(podcast, 1000, { sender_name: 'payer' }, { id: 'paid' }),
    )
    expect(await get(path)).toMatchObject({ boosts: { count: 3 }, streams: { count: 1 }, supporters: 4 })
    await ctx.db
      .updateTable('boosts')
      .set({ hidden: true })
      .where('id', '=', hidden?.boost_id ?? '')
      .execute()
    await ctx.db
      .updateTable('payments')
      .set({ set_aside: true })
      .where('id', '=', aside?.payment_id ?? '')
      .execute()
    await sql`
      insert into show_supporters (show_id, supporter_id, team)
      select show_id, supporter_id, true from boosts where id = ${team?.boost_id}`.execute(ctx.db)
    expect(refunded).toBeDefined()
    await recordPayments(
      ctx.db,
      makeReport({ id: 'back', refund_of: 'paid', amount_msat: -400_000, boostagram: null }),
    )
    const totals = await get(path)
    expect(totals).toMatchObject({
      boosts: { count: 1, counted_msat: 600_000, received_msat: 600_000 },
      streams: { count: 0, received_msat: 0 },
      supporters: 1,
    })
    const [wallet] = (await get(`${path}/wallets`)).items
    expect(wallet).toMatchObject({ wallet: 'node', boosts: { count: 1, received_msat: 600_000 } })
    await sql`update shows set status = 'set_aside' where title = ${podcast}`.execute(ctx.db)
    expect(await get(path)).toMatchObject({ boosts: nothing, supporters: 0 })
  })
})

describe('a period', () => {
  it('is of days in the time zone of the show, or another, also where a day has 23 or 25 hours', async () => {
    const { podcast, path } = newShow()
    await recordPayments(
      ctx.db,
      // Clocks go forward on 29 March 2026 in Berlin, from 1:00 UTC; a day of 23 hours, from 23:00 to 22:00 UTC.
      sats(podcast, 1, { message: 'a' }, { settled_at: '2026-03-28T22:59:59Z' }),
      sats(podcast, 2, { message: 'b' }, { settled_at: '2026-03-28T23:00:00Z' }),
      sats(podcast, 4, { message: 'c' }, { settled_at: '2026-03-29T21:59:59Z' }),
      sats(podcast, 8, { message: 'd' }, { settled_at: '2026-03-29T22:00:00Z' }),
      // And back on 25 October, a day of 25 hours, from 22:00 to 23:00 UTC.
      sats(podcast, 16, { message: 'e' }, { settled_at: '2026-10-24T22:00:00Z' }),
      sats(podcast, 32, { message: 'f' }, { settled_at: '2026-10-25T22:59:59Z' }),
      sats(podcast, 64, { message: 'g' }, { settled_at: '2026-10-25T23:00:00Z' }),
    )
    const of = async (query: string) => (await get(`${path}?${query}`)).boosts.counted_msat / 1000
    const berlin = async () => {
      expect(await of('from=2026-03-28&to=2026-03-28&tz=Europe/Berlin')).toBe(1)
      expect(await of('from=2026-03-29&to=2026-03-29&tz=Europe/Berlin')).toBe(2 + 4)
      expect(await of('from=2026-10-25&to=2026-10-25&tz=Europe/Berlin')).toBe(16 + 32)
      expect(await of('from=2026-10-26&tz=Europe/Berlin')).toBe(64)
      expect(await of('to=2026-03-30&tz=Europe/Berlin')).toBe(15)
    }
    await berlin()
    expect(await of('from=2026-03-29&to=2026-03-29')).toBe(4 + 8)
    await sql`update shows set time_zone = 'Europe/Berlin' where title = ${podcast}`.execute(ctx.db)
    await berlin()
    expect(await of('from=2026-03-29&to=2026-03-29')).toBe(2 + 4)
    expect((await get(`${path}/days?from=2026-10-01`)).items.map(({ day }: { day: string }) => day)).toEqual([
      '2026-10-25',
      '2026-10-26',
    ])
    for (const part of [
      'days',
      'months',
      'episodes',
      'apps',
      'wallets',
      'rails',
      'hours',
      'records',
      'supporters',
    ])
      await get(`${path}/${part}?from=2026-03-29&to=2026-10-25&tz=Pacific/Apia`)
  })

  it('of a year ends with it', async () => {
    const { podcast, path } = newShow()
    await sql`update shows set time_zone = 'America/Los_Angeles' where title = ${podcast}`.execute(ctx.db)
    await recordPayments(
      ctx.db,
      sats(podcast, 1, { sender_name: 'early' }, { settled_at: '2026-01-01T07:59:59Z' }),
      sats(podcast, 2, { sender_name: 'late' }, { settled_at: '2026-01-01T08:00:00Z' }),
    )
    await sql`update shows set time_zone = 'America/Los_Angeles' where title = ${podcast}`.execute(ctx.db)
    const names = async (query: string) =>
      (await get(`${path}/supporters?${query}`)).items.map(
        (item: { supporter: { name: string } }) => item.supporter.name,
      )
    expect(await names('period=2025')).toEqual(['early'])
    expect(await names('period=2026')).toEqual(['late'])
    expect(await names('period=2025-12')).toEqual(['early'])
    expect(await names('period=all')).toEqual(['late', 'early'])
    expect(await names('period=2025&tz=UTC')).toEqual([])
  })

  it.each([
    '?tz=Mars/Olympus',
    '?tz=%2B02:00',
    '?from=2026-02-30',
    '?from=2026-13-01',
    '?from=2026-05-02&to=2026-05-01',
    '?from=0000-01-01',
    '/supporters?period=0000',
    '/supporters?period=2026-13',
    '/supporters?period=week',
    '/supporters?period=2026&from=2026-01-01',
    '/supporters?cursor=bogus',
  ])('that does not exist is refused: %s', async (query) => {
    const { podcast, path } = newShow()
    await recordBoost(ctx.db, { boostagram: { podcast } })
    expect((await ask.get(`${path}${query}`)).status).toBe(400)
  })
})

describe('sums beyond 2^53 - 1 msat', () => {
  const half = 2 ** 52

  it('are an error that names the cell, and keep no other show and no shorter period from theirs', async () => {
    const { podcast, path } = newShow()
    const other = newShow()
    await recordPayments(
      ctx.db,
      makeReport({
        amount_msat: half,
        settled_at: '2026-05-01T12:00:00Z',
        boostagram: { podcast, message: 'one' },
      }),
      makeReport({
        amount_msat: half - 1,
        settled_at: '2026-05-02T12:00:00Z',
        boostagram: { podcast, message: 'two' },
      }),
      sats(other.podcast, 7),
    )
    expect((await get(path)).boosts.counted_msat).toBe(Number.MAX_SAFE_INTEGER)
    await recordPayments(
      ctx.db,
      makeReport({
        amount_msat: half,
        settled_at: '2026-05-02T13:00:00Z',
        boostagram: { podcast, message: 'three' },
      }),
    )
    const answer = await ask.get(path)
    expect(answer.status).toBe(422)
    expect(answer.body.detail).toContain(`boosts of ${podcast}`)
    expect(answer.body.detail).toContain(String(3n * 2n ** 52n - 1n))
    expect((await get(`${path}?from=2026-05-01&to=2026-05-01`)).boosts.counted_msat).toBe(half)
    expect((await get(other.path)).boosts.counted_msat).toBe(7000)
  })

  it('that the database cannot hold either stop that show alone, until they fit again', async () => {
    const { podcast, path } = newShow()
    const other = newShow()
    const boost = await recordBoost(ctx.db, { boostagram: { podcast } })
    await sql`
      insert into boosts (id, action, show_id, received_msat, counted_msat, claim, payment_count, sent_at)
      select gen_random_uuid(), 'boost', show_id, 9007199254740991, 9007199254740991, 'unknown', 1, sent_at
      from boosts, generate_series(1, 1100) where id = ${boost}`.execute(ctx.db)
    await recordBoost(ctx.db, { boostagram: { podcast: other.podcast } })
    while (await followFeed(ctx.db)) {
      // To the end.
    }
    expect((await ask.get(path)).status).toBe(422)
    expect((await get(other.path)).boosts.count).toBe(1)
    await sql`delete from boosts where received_msat = 9007199254740991`.execute(ctx.db)
    expect((await get(path)).boosts.count).toBe(1)
  })
})

describe('the parts of totals', () => {
  it('add up to the whole, by episode, app, wallet, rail, hour and day', async () => {
    const { podcast, path } = newShow()
    await recordPayments(
      ctx.db,
      sats(podcast, 100, { episode: 'One', app_name: 'Fountain' }, { settled_at: '2026-05-04T08:00:00Z' }),
      sats(podcast, 200, { episode: 'Two', app_name: 'Castamatic' }, { wallet: 'other', source: 'other' }),
      sats(
        podcast,
        400,
        { episode: 'Two', app_name: undefined, message: undefined, action: 'stream' },
        { rail: 'bolt11' },
      ),
      sats(podcast, 800, { episode: undefined, app_name: 'Fountain' }),
    )
    const amounts = (
      items: {
        [key: string]: unknown
        boosts: { counted_msat?: number; received_msat?: number }
        streams: { received_msat: number }
      }[],
      name: string,
    ) =>
      items.map((item) => [
        item[name],
        ((item.boosts.counted_msat ?? item.boosts.received_msat ?? 0) + item.streams.received_msat) / 1000,
      ])
    const episodes = (await get(`${path}/episodes`)).items
    expect(
      episodes.map((item: { episode: { title: string } | null }) => item.episode?.title ?? null),
    ).toEqual(['One', 'Two', null])
    expect(episodes[0].first_boost).toMatchObject({
      supporter: { name: 'winebear' },
      sent_at: '2026-05-04T08:00:00.000Z',
    })
    expect(amounts(episodes, 'provisional').map(([, sum]) => sum)).toEqual([100, 600, 800])
    expect(amounts((await get(`${path}/apps`)).items, 'app')).toEqual([
      ['Fountain', 900],
      [null, 400],
      ['Castamatic', 200],
    ])
    expect(amounts((await get(`${path}/wallets`)).items, 'wallet')).toEqual([
      ['node', 1300],
      ['other', 200],
    ])
    expect(amounts((await get(`${path}/rails`)).items, 'rail')).toEqual([
      ['keysend', 1100],
      ['bolt11', 400],
    ])
    expect(amounts((await get(`${path}/days`)).items, 'day')).toEqual([
      ['2026-05-04', 100],
      ['2026-05-14', 1400],
    ])
    expect(amounts((await get(`${path}/months`)).items, 'month')).toEqual([['2026-05', 1500]])
    expect((await get(`${path}/hours`)).items).toEqual([
      {
        weekday: 1,
        hour: 8,
        boosts: { count: 1, counted_msat: 100_000 },
        streams: { count: 0, received_msat: 0 },
      },
      {
        weekday: 4,
        hour: 18,
        boosts: { count: 2, counted_msat: 1_000_000 },
        streams: { count: 1, received_msat: 400_000 },
      },
    ])
    expect(await get(`${path}/records`)).toMatchObject({
      largest_boost: { counted_msat: 800_000 },
      largest_day: { day: '2026-05-14', total_msat: 1_400_000 },
      best_month: { month: '2026-05', total_msat: 1_500_000 },
    })
  })
})

describe('the leaderboard', () => {
  it('pages through all, says who is new, what they gave before, and how many episodes in a row', async () => {
    const { podcast, path } = newShow()
    const day = (n: number) => `2026-05-0${n}T12:00:00Z`
    await recordPayments(
      ctx.db,
      ...[1, 2, 3].map((n) =>
        sats(podcast, 100 * n, { episode: `Episode ${n}`, sender_name: 'faithful' }, { settled_at: day(n) }),
      ),
      sats(podcast, 500, { episode: 'Episode 1', sender_name: 'big' }, { settled_at: day(1) }),
      sats(
        podcast,
        50,
        { episode: 'Episode 3', sender_name: 'newcomer' },
        { settled_at: '2026-05-03T13:00:00Z' },
      ),
    )
    await sql`
      update episodes e set published_at = '2026-05-01T00:00:00Z'::timestamptz + make_interval(days => right(e.title, 1)::integer)
      from shows s where s.id = e.show_id and s.title = ${podcast}`.execute(ctx.db)
    const first = await get(`${path}/supporters?limit=2`)
    expect(
      first.items.map((item: { supporter: { name: string }; total_msat: number }) => [
        item.supporter.name,
        item.total_msat,
      ]),
    ).toEqual([
      ['faithful', 600_000],
      ['big', 500_000],
    ])
    expect(first).toMatchObject({ supporters: 3 })
    const rest = await get(`${path}/supporters?limit=2&cursor=${first.next_cursor}`)
    expect(rest).toMatchObject({ items: [{ supporter: { name: 'newcomer' } }], next_cursor: null })
    expect(first.items[0].run).toEqual({ episodes: 3, is_current: true, longest: 3 })
    expect(first.items[1].run).toEqual({ episodes: 1, is_current: false, longest: 1 })
    const third = await get(`${path}/supporters?from=2026-05-03&to=2026-05-03`)
    expect(third).toMatchObject({
      supporters: 2,
      new_supporters: 1,
      items: [
        { supporter: { name: 'faithful' }, is_new: false, before_msat: 200_000 },
        { supporter: { name: 'newcomer' }, is_new: true, before_msat: null },
      ],
    })
    const episode = (await get(`${path}/episodes`)).items[0].episode.id
    expect(
      (await get(`${path}/supporters?episode=${episode}`)).items.map(
        (item: { total_msat: number }) => item.total_msat,
      ),
    ).toEqual([500_000, 100_000])
    for (const [order, name] of Object.entries({ total: 'faithful', boosts: 'faithful', recent: 'newcomer' }))
      expect((await get(`${path}/supporters?order=${order}`)).items[0].supporter.name).toBe(name)
  })
})

describe('an answer', () => {
  it('is kept by who has it until something changes', async () => {
    const { podcast, path } = newShow()
    await recordBoost(ctx.db, { boostagram: { podcast } })
    const answer = await ask.get(path)
    expect(answer.headers['cache-control']).toBe('private, no-cache')
    const etagNow = async () => (await ask.get(path)).headers.etag
    // A transaction of any other test on the server holds back what can be read.
    let etag = answer.headers.etag
    const isSame = async () => {
      const before = etag
      etag = await etagNow()
      return etag === before
    }
    await expect.poll(isSame, { timeout: 20_000 }).toBe(true)
    await recordBoost(ctx.db, { boostagram: { podcast, message: 'other' } })
    expect(await etagNow()).not.toBe(etag)
  })

  it('follows the show to another address', async () => {
    const { podcast, path } = newShow()
    await recordBoost(ctx.db, { boostagram: { podcast } })
    await sql`
      with moved as (update shows set slug = slug || '-new' where title = ${podcast} returning id, slug)
      insert into show_aliases select replace(slug, '-new', ''), id from moved`.execute(ctx.db)
    expect((await get(path)).boosts.count).toBe(1)
    expect((await ask.get('/shows/no-such-show/totals')).status).toBe(404)
  })
})
