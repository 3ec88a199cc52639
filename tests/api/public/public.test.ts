import { randomUUID } from 'node:crypto'
import request from 'supertest'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { createApp } from '#api/app.ts'
import { newGoalSchema } from '#api/contract/goal.ts'
import type { PublicSettingsPatch } from '#api/contract/public.ts'
import { createContext } from '#api/create-context.ts'
import { makeGoal } from '#api/goal/goals.ts'
import { keep } from '#api/http/kept.ts'
import { parseReport } from '#api/intake/parse-report.ts'
import { changePublicSettings } from '#api/public/settings/change-settings.ts'
import { listEpisodes } from '#api/totals/episode/list-episodes.ts'
import { shareDatabase } from '#tests/helper/share-database.ts'
import type { TestContext } from '#tests/helper/test-context.ts'

const makeContext = shareDatabase()

let ctx: TestContext
let showId: number
let app: ReturnType<typeof createApp>

beforeAll(async () => {
  ctx = await makeContext()
  app = createApp(ctx)
  await record(
    { id: '1', amount_msat: 1_337_000, boostagram: boost({ sender_name: 'ann', message: 'read aloud' }) },
    { id: '2', amount_msat: 2_222_000, boostagram: boost({ sender_name: 'ben', message: 'not read yet' }) },
    { id: '3', amount_msat: 99_000, boostagram: boost({ sender_name: 'hid', message: 'a hidden word' }) },
    { id: '4', amount_msat: 50_000, boostagram: boost({ sender_name: 'anonymous', message: 'from nobody' }) },
    { id: '5', amount_msat: 7_000, boostagram: boost({ action: 'stream', sender_name: 'ann' }) },
    {
      id: '6',
      fiat: { amount_minor: 12_345, currency: 'USD' },
      boostagram: boost({ sender_name: 'cardy', message: 'by card' }),
    },
  )
  const show = await ctx.db
    .updateTable('shows')
    .set({ status: 'kept', is_public: true })
    .returning('id')
    .executeTakeFirstOrThrow()
  showId = show.id
  await ctx.db.updateTable('episodes').set({ provisional: false, published_at: new Date() }).execute()
  await ctx.db
    .updateTable('boosts')
    .set({ read_at: new Date() })
    .where('message', 'in', ['read aloud', 'a hidden word', 'from nobody', 'by card'])
    .execute()
  const hid = await ctx.db
    .selectFrom('supporters')
    .select('id')
    .where('name', '=', 'hid')
    .executeTakeFirstOrThrow()
  await ctx.db
    .insertInto('show_supporters')
    .values({ show_id: showId, supporter_id: hid.id, hidden: true })
    .execute()
})
afterAll(() => ctx.close())

beforeEach(() =>
  settings({
    messages: 'after_read',
    amounts: 'exact',
    names: true,
    fiat: false,
    supporter_pages: false,
    description: null,
    listed: true,
    splits: true,
  }),
)

function boost(over: Record<string, unknown>) {
  return { action: 'boost', podcast: 'Kill Show', episode: 'One', app_name: 'Fountain', ...over }
}

async function record(...inputs: Record<string, unknown>[]) {
  const reports = inputs.map((input) => {
    const parsed = parseReport({ source: 'node', settled_at: new Date().toISOString(), ...input }, ctx.now())
    if ('error' in parsed) throw new Error(parsed.error)
    return parsed.report
  })
  await ctx.intake.record({ source: 'node', kind: 'test', exactness: 3 }, reports)
}

async function setGoal(goal: z.input<typeof newGoalSchema>) {
  await makeGoal(ctx.db, { id: showId, time_zone: 'UTC', demo: false }, newGoalSchema.parse(goal), ctx.now())
}

async function settings(patch: PublicSettingsPatch) {
  await changePublicSettings(ctx.db, showId, patch)
}

/** An app of its own has nothing kept. */
async function page(path: string, headers: Record<string, string> = {}) {
  const fresh = { ...ctx, pages: uncached }
  return request(createApp(fresh))
    .get(path)
    .set({ 'Accept-Encoding': 'identity', ...headers })
}
const uncached: TestContext['pages'] = {
  async get(_key, make) {
    const { type, text } = await make()
    return keep(type, text)
  },
}

/** Everything that a stranger can get of the show, in one text. */
async function everything(): Promise<string> {
  const { body } = await page('/api/v1/public/shows/kill-show')
  const episode = body.episodes?.[0]?.id
  const supporters = await ctx.db.selectFrom('supporters').select('id').execute()
  const boosts = await ctx.db.selectFrom('boosts').select('id').execute()
  const paths = [
    '/',
    '/s/kill-show',
    '/s/kill-show/badge.svg',
    `/s/kill-show/e/${episode}`,
    '/api/v1/public/shows',
    '/api/v1/public/shows/kill-show',
    `/api/v1/public/shows/kill-show/episodes/${episode}`,
    '/s/kill-show/find?name=n',
    '/s/kill-show/find?name=hi',
    '/api/v1/public/shows/kill-show/supporters?name=n',
    '/api/v1/public/shows/kill-show/supporters?name=hi',
    ...boosts.flatMap(({ id }) => [`/s/kill-show/b/${id}`, `/api/v1/public/shows/kill-show/messages/${id}`]),
    ...supporters.flatMap(({ id }) => [
      `/s/kill-show/u/${id}`,
      `/api/v1/public/shows/kill-show/supporters/${id}`,
    ]),
  ]
  const answers = await Promise.all(paths.map((path) => page(path)))
  return answers.map(({ text, body }) => text ?? Buffer.from(body).toString()).join('\n')
}

describe('what a stranger can get, by any route', () => {
  it('holds by default what was read on air, and nothing that was not', async () => {
    const all = await everything()
    expect(all).toContain('read aloud')
    expect(all).toContain('from nobody')
    expect(all).not.toContain('not read yet')
  })

  it('never holds a hidden supporter, their words, or their sats', async () => {
    await settings({ messages: 'at_once', supporter_pages: true })
    const all = await everything()
    expect(all).not.toContain('a hidden word')
    expect(all).not.toMatch(/\bhid\b/)
    const { body } = await page('/api/v1/public/shows/kill-show')
    expect(body.all_time).toMatchObject({
      boosted_msat: 1_337_000 + 2_222_000 + 50_000,
      streamed_msat: 7_000,
    })
  })

  it('holds no message at all where the show wants none', async () => {
    await settings({ messages: 'never' })
    expect(await everything()).not.toMatch(/read aloud|from nobody|have been read on air/)
  })

  it('holds no name where names are not shown, and links nobody', async () => {
    await settings({ names: false, supporter_pages: true, messages: 'at_once' })
    const all = await everything()
    expect(all).not.toMatch(/\b(ann|ben|cardy)\b/)
    expect(all).toContain('A listener')
    expect(all).not.toMatch(/\/u\/[0-9a-f]{8}-/)
  })

  it('holds no amount where amounts are not shown', async () => {
    await settings({
      amounts: 'none',
      messages: 'at_once',
    })
    await setGoal({ title: 'Trip', target: 10_000, period: 'total' })
    const all = await everything()
    expect(all).not.toMatch(/1337|1,337|2222|2,222|3,6\d\d|36\d\d000|10,000|10000/)
    expect(all).toContain('36%')
  })

  it('rounds amounts to two digits where the show wants it so', async () => {
    await settings({ amounts: 'rounded' })
    const { body } = await page('/api/v1/public/shows/kill-show')
    expect(body.all_time.boosted_msat).toBe(3_600_000)
    expect(await everything()).not.toMatch(/1,337|1337000/)
  })

  it('counts boosts as the list of episodes does, those by card too', async () => {
    const { body } = await page('/api/v1/public/shows/kill-show')
    const { items } = await listEpisodes(ctx, { id: showId, slug: 'kill-show' }, { limit: 1, sums: true })
    expect(items[0]).toMatchObject({ boost_count: 4 })
    const episode = await page(`/api/v1/public/shows/kill-show/episodes/${items[0]?.id}`)
    expect([body.all_time.boosts, body.episodes[0].boosts, episode.body.sum.boosts]).toEqual([4, 4, 4])
  })

  it('holds fiat only where the show shows it', async () => {
    expect(await everything()).not.toMatch(/12345|123\.45/)
    await settings({ fiat: true })
    expect(await everything()).toMatch(/123\.45/)
  })

  it('has pages of supporters only where the show has them, and none of anonymous ones', async () => {
    const ann = await ctx.db
      .selectFrom('supporters')
      .select('id')
      .where('name', '=', 'ann')
      .executeTakeFirstOrThrow()
    expect((await page(`/s/kill-show/u/${ann.id}`)).status).toBe(404)
    await settings({ supporter_pages: true })
    const own = await page(`/s/kill-show/u/${ann.id}`)
    expect([own.status, own.text.includes('read aloud')]).toEqual([200, true])
    expect(own.text).toContain('noindex')
  })

  it('holds who gets which part of a boost by the value block in force, no addresses, and only where the show wants it', async () => {
    const recipient = { show_id: showId, custom_key: '', custom_value: '', is_fee: false }
    await ctx.db
      .insertInto('value_recipients')
      .values([
        { ...recipient, name: 'Chris', address: '02aa', share: '0.3' },
        { ...recipient, name: 'Chris', address: '02bb', share: '0.3' },
        { ...recipient, name: 'Wes <b>', address: '02cc', share: '0.385' },
        { ...recipient, name: null, address: '02dd', share: '0.015', is_fee: true },
        { ...recipient, name: 'Left the show', address: '02ee', share: '1', until: new Date() },
      ])
      .execute()
    const { body } = await page('/api/v1/public/shows/kill-show')
    expect(body.splits).toEqual([
      { name: 'Chris', fee: false, share: 0.6 },
      { name: 'Wes <b>', fee: false, share: 0.385 },
      { name: null, fee: true, share: 0.015 },
    ])
    const { text } = await page('/s/kill-show')
    expect(text).toMatch(/<bdi>Chris<\/bdi><\/span>\s*<span class="amount">60%<\/span>/)
    expect(text).toContain('<bdi>Wes &lt;b&gt;</bdi>')
    expect(await everything()).not.toMatch(/02aa|02dd|Left the show/)
    await settings({ splits: false })
    expect(await everything()).not.toMatch(/Chris|Wes/)
  })

  it('is nothing of a show that is private, the same as of one that is not there', async () => {
    await ctx.db.updateTable('shows').set({ is_public: false }).execute()
    try {
      const [hidden, none] = await Promise.all([page('/s/kill-show'), page('/s/nothing')])
      expect([hidden.status, none.status]).toEqual([404, 404])
      expect(hidden.text).toBe(none.text)
      expect((await page('/api/v1/public/shows/kill-show')).status).toBe(404)
      expect((await page('/')).text).not.toContain('Kill Show')
    } finally {
      await ctx.db.updateTable('shows').set({ is_public: true }).execute()
    }
  })
})

describe('a message', () => {
  const idOf = async (message: string) =>
    (await ctx.db.selectFrom('boosts').select('id').where('message', '=', message).executeTakeFirstOrThrow())
      .id

  it('has a page of its own, linked wherever it stands, by every id that it had', async () => {
    const id = await idOf('read aloud')
    const { status, text } = await page(`/s/kill-show/b/${id}`)
    expect([status, text.includes('read aloud'), text.includes('ann')]).toEqual([200, true, true])
    expect((await page('/s/kill-show')).text).toContain(`href="/s/kill-show/b/${id}"`)
    const former = randomUUID()
    await ctx.db.insertInto('boost_aliases').values({ id: former, boost_id: id }).execute()
    expect((await page(`/api/v1/public/shows/kill-show/messages/${former}`)).body.message.id).toBe(id)
  })

  it('has none where it was not read on air, is hidden, or is somebody’s who is', async () => {
    for (const message of ['not read yet', 'a hidden word'])
      expect((await page(`/s/kill-show/b/${await idOf(message)}`)).status).toBe(404)
    expect((await page(`/s/kill-show/b/${randomUUID()}`)).status).toBe(404)
  })

  it('that is hidden is gone from what is kept within moments, and no one else may keep it longer', async () => {
    const path = `/s/kill-show/b/${await idOf('from nobody')}`
    const before = await request(app).get(path)
    expect([before.status, before.headers['cache-control']]).toEqual([
      200,
      'public, max-age=2, must-revalidate',
    ])
    await ctx.db.updateTable('boosts').set({ hidden: true }).where('message', '=', 'from nobody').execute()
    await expect.poll(async () => (await request(app).get(path)).status).toBe(404)
    await expect.poll(async () => (await request(app).get('/s/kill-show')).text).not.toContain('from nobody')
    await ctx.db.updateTable('boosts').set({ hidden: false }).where('message', '=', 'from nobody').execute()
  })
})

describe('a name', () => {
  it('is found by a part of it, with its place and what it wrote', async () => {
    const { body } = await page('/api/v1/public/shows/kill-show/supporters?name=AN')
    expect(body.items).toMatchObject([
      { supporter: { name: 'ann' }, place: 2, amount_msat: 1_344_000, messages: [{ message: 'read aloud' }] },
    ])
    expect((await page('/s/kill-show/find?name=an')).text).toContain('number 2 of all time')
    expect((await page('/s/kill-show/find?name=nobody')).text).toContain('Nobody called')
  })

  it('is found by nobody where the show names none', async () => {
    await settings({ names: false })
    expect((await page('/s/kill-show/find?name=an')).status).toBe(404)
    expect((await page('/s/kill-show')).text).not.toContain('Find a name')
  })
})

describe('a public page', () => {
  it('writes numbers as the reader’s country does, and says robots what the show wants', async () => {
    expect((await page('/s/kill-show', { 'Accept-Language': 'de-DE' })).text).toContain('3.616')
    expect((await page('/s/kill-show', { 'Accept-Language': '*' })).status).toBe(200)
    await settings({ listed: false })
    expect((await page('/s/kill-show')).text).toContain('noindex')
  })

  it('of a demo says that it is one, and is never listed', async () => {
    await ctx.db.updateTable('shows').set({ demo: true }).execute()
    try {
      const { text } = await page('/s/kill-show')
      expect(text).toContain('Names, messages and numbers are made up.')
      expect(text).toContain('noindex')
    } finally {
      await ctx.db.updateTable('shows').set({ demo: false }).execute()
    }
    expect((await page('/s/kill-show')).text).not.toContain('made up')
  })

  it('calls messages read on air only where they were', async () => {
    expect((await page('/s/kill-show')).text).toContain('<h2>Read on air</h2>')
    await settings({ messages: 'at_once' })
    const { text } = await page('/s/kill-show')
    expect(text).toContain('<h2>Messages</h2>')
    expect(text).not.toContain('<h2>Read on air</h2>')
  })

  it('says how this month stands beside the same days of the one before', async () => {
    const reading = { ...ctx, now: () => new Date('2026-03-30T12:00:00Z') }
    const on = (id: string, day: string, sats: number) => ({
      id,
      settled_at: `${day}T12:00:00Z`,
      amount_msat: sats * 1000,
      boostagram: boost({ sender_name: 'monthly' }),
    })
    const ask = async () =>
      (await request(createApp({ ...reading, pages: uncached })).get('/api/v1/public/shows/kill-show')).body
        .this_month
    await record(on('feb', '2026-02-28', 1000), on('jan', '2026-01-31', 5000), on('mar', '2026-03-01', 1500))
    const { month, boosted_msat, before } = await ask()
    // What the other tests recorded came later.
    expect([month, boosted_msat >= 1_500_000, before.boosted_msat]).toEqual(['2026-03', true, 1_000_000])
    const { text } = await request(createApp({ ...reading, pages: uncached })).get('/s/kill-show')
    expect(text).toMatch(/sats this month, .* by then last month/)
  })

  it('says days in the show’s time zone', async () => {
    await record({
      id: 'late',
      settled_at: '2026-05-15T02:00:00Z',
      amount_msat: 1_000,
      boostagram: boost({ sender_name: 'lea', message: 'late at night' }),
    })
    await settings({ messages: 'at_once' })
    const day = async (time_zone: string) => {
      await ctx.db.updateTable('shows').set({ time_zone }).execute()
      return /late at night[\s\S]*?<time[^>]*>([^<]*)</.exec((await page('/s/kill-show')).text)?.[1]
    }
    expect([await day('America/Los_Angeles'), await day('UTC')]).toEqual(['May 14, 2026', 'May 15, 2026'])
  })

  it('takes names and messages for text, whatever they are', async () => {
    const evil = '"><script>alert(1)</script><svg onload=alert(2)>'
    await record({
      id: 'evil',
      amount_msat: 5_000_000,
      boostagram: boost({ sender_name: evil, message: evil }),
    })
    await settings({
      messages: 'at_once',
      supporter_pages: true,
      description: evil,
    })
    await setGoal({ title: evil, target: 1, period: 'total' })
    const pages = await Promise.all(['/s/kill-show', '/s/kill-show/badge.svg'].map((path) => page(path)))
    for (const { text, body } of pages) {
      const all = text ?? Buffer.from(body).toString()
      expect(all).not.toMatch(/<script>alert|<svg onload/)
    }
  })

  it('is shared for a while, is not sent twice, and may be read by other sites as data', async () => {
    const first = await request(app).get('/api/v1/public/shows/kill-show')
    expect(first.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'cache-control': expect.stringContaining('public, max-age=2, must-revalidate'),
    })
    // What the other tests changed may still be heard of.
    const askTwice = async () => {
      const once = await request(app).get('/api/v1/public/shows/kill-show')
      const again = await request(app)
        .get('/api/v1/public/shows/kill-show')
        .set('If-None-Match', once.headers.etag ?? '')
      return again.status
    }
    await expect.poll(askTwice).toBe(304)
  })

  it('is made once for all readers, until something changes', async () => {
    const read = async () => (await request(app).get('/api/v1/public/shows/kill-show')).body.all_time.boosts
    const before = await read()
    await record({ id: 'later', amount_msat: 1_000_000, boostagram: boost({ sender_name: 'dee' }) })
    await expect.poll(read).toBe(before + 1)
  })

  it('and the data behind it count together against the limit of one address, in each service anew', async () => {
    const left = async (of: typeof app, path: string) => {
      const answer = await request(of).get(path)
      return Number(/remaining=(\d+)/.exec(answer.get('RateLimit') ?? '')?.[1])
    }
    const first = await left(app, '/api/v1/public/shows')
    expect(await left(app, '/s/nobody')).toBe(first - 1)
    expect(await left(app, '/api/v1/public/shows')).toBe(first - 2)
    const other = createContext(ctx)
    expect(await left(createApp(other), '/api/v1/public/shows')).toBeGreaterThan(first)
    await other.live.close()
  })

  it('is kept once, however its address is written', async () => {
    const { body } = await page('/api/v1/public/shows/kill-show')
    const id: string = body.episodes[0].id
    const keys: string[] = []
    const noting: TestContext['pages'] = {
      get(key, make) {
        keys.push(key)
        return uncached.get(key, make)
      },
    }
    const noted = createApp({ ...ctx, pages: noting })
    const ways = [
      ['/s/kill-show', '/s/%6bill-show', '/s/kill-show/'],
      ['/s/kill-show/badge.svg', '/s/%6b%69ll-show/badge.svg'],
      ['/s/kill-show/card.png', '/s/kil%6c-show/card.png'],
      [
        `/s/kill-show/e/${id}`,
        `/s/kill-show/e/${id.toUpperCase()}`,
        `/s/kill-show/e/%3${id[0]}${id.slice(1)}/`,
      ],
      ['/s/kill-show/feed.xml', '/s/%6bill-show/feed.xml'],
      ['/s/kill-show/embed/goal', '/s/%6bill-show/embed/goal'],
      [`/api/v1/public/shows/kill-show`, '/api/v1/public/shows/%6bill-show/'],
      [
        '/api/v1/public/shows/kill-show/messages?cursor=1',
        '/api/v1/public/shows/kill-show/messages?cursor=01',
      ],
    ]
    for (const same of ways) {
      keys.length = 0
      for (const path of same)
        expect((await request(noted).get(path).set('Host', 'readout.local')).status).toBe(200)
      expect([keys.length, new Set(keys).size]).toEqual([same.length, 1])
    }
  })

  it('that is missing is a friendly page', async () => {
    const answer = await page('/s/kill-show/e/not-an-id')
    expect([answer.status, answer.type]).toEqual([404, 'text/html'])
    expect(answer.text).toContain('Nothing here')
  })

  it.each([
    ['NUL', '%00'],
    ['NUL in it', 'kill-show%00'],
    ['capitals', 'Kill-Show'],
    ['too many letters', 'x'.repeat(300)],
  ])('is missing at a slug that no show can have: %s', async (_, slug) => {
    for (const path of [
      '',
      '/e/0197a000-0000-7000-8000-000000000000',
      '/y/2026',
      '/find?name=n',
      '/own/%00',
    ]) {
      const answer = await page(`/s/${slug}${path}`)
      expect([answer.status, answer.type]).toEqual([404, 'text/html'])
    }
    for (const path of ['badge.svg', 'card.png', 'artwork.webp', 'feed.xml', 'embed/goal'])
      expect((await page(`/s/${slug}/${path}`)).status).toBe(404)
  })

  it('is missing at an own link that nobody can have', async () => {
    expect((await page('/s/kill-show/own/%00')).status).toBe(404)
  })
})
