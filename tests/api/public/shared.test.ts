import { createServer } from 'node:http'
import { extract } from '@extractus/oembed-extractor'
import fc from 'fast-check'
import { parseAtomFeed, parseJsonFeed } from 'feedsmith'
import sharp from 'sharp'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { newGoalSchema } from '#api/contract/goal.ts'
import { makeGoal } from '#api/goal/goals.ts'
import { drawCard } from '#api/public/card/draw-card.ts'
import { changePublicSettings } from '#api/public/settings/change-settings.ts'
import { pay } from '#tests/e2e/helper/pay.ts'
import { RUNS } from '#tests/helper/runs.ts'
import { shareDatabase } from '#tests/helper/share-database.ts'
import type { TestContext } from '#tests/helper/test-context.ts'

let ORIGIN = ''
const makeContext = shareDatabase()
let ctx: TestContext
let app: ReturnType<typeof createApp>
let episode = ''
let loud = ''
let unread = ''

const server = createServer((req, res) => app(req, res))

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  ORIGIN = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  ctx = await makeContext({ env: { PUBLIC_URL: ORIGIN } })
  app = createApp(ctx)
  await pay(
    ctx,
    {
      sender: 'ann',
      sats: 1337,
      message: 'Loud & <b>clear</b> \u0007 🦆',
      settled_at: new Date('2026-11-02T10:00:00Z'),
    },
    { sender: 'محمد', sats: 2222, message: 'قرأ على الهواء', settled_at: new Date('2026-11-03T10:00:00Z') },
    { sender: 'ben', sats: 500, message: 'never read' },
  )
  const { id } = await ctx.db
    .updateTable('shows')
    .set({ status: 'kept', is_public: true })
    .returning('id')
    .executeTakeFirstOrThrow()
  const trip = newGoalSchema.parse({ title: 'A trip', target: 10_000, period: 'total' })
  await makeGoal(ctx.db, { id, time_zone: 'UTC', demo: false }, trip, ctx.now())
  await ctx.db
    .updateTable('episodes')
    .set({ provisional: false, published_at: new Date('2026-11-01') })
    .execute()
  await ctx.db
    .updateTable('boosts')
    .set({ read_at: new Date() })
    .where('message', '<>', 'never read')
    .execute()
  episode = (await ctx.db.selectFrom('episodes').select('id').executeTakeFirstOrThrow()).id
  loud = await boostOf('ann')
  unread = await boostOf('ben')
})
afterAll(async () => {
  server.close()
  await ctx.close()
})

async function boostOf(name: string): Promise<string> {
  const row = await ctx.db
    .selectFrom('boosts')
    .innerJoin('supporters', 'supporters.id', 'boosts.supporter_id')
    .select('boosts.id')
    .where('supporters.name', '=', name)
    .executeTakeFirstOrThrow()
  return row.id
}

const get = (path: string) => request(app).get(path)

describe('a card', () => {
  it.each([
    ['a show', () => '/s/kill-show'],
    ['an episode', () => `/s/kill-show/e/${episode}`],
    ['a message', () => `/s/kill-show/b/${loud}`],
  ])('of %s is a picture of 1200 × 630 that its page names, with its whole address', async (_, path) => {
    const { body, headers } = await get(`${path()}/card.png`)
    expect(headers['content-type']).toBe('image/png')
    expect(await sharp(body).metadata()).toMatchObject({ format: 'png', width: 1200, height: 630 })
    const { text } = await get(path())
    expect(text).toContain(`<meta property="og:image" content="${ORIGIN}${path()}/card.png" />`)
    expect(text).toContain(`<link rel="canonical" href="${ORIGIN}${path()}" />`)
    const again = await get(`${path()}/card.png`).set('If-None-Match', headers.etag ?? '')
    expect(again.status).toBe(304)
  })

  it('is there for nothing that is not public', async () => {
    expect((await get(`/s/kill-show/b/${unread}/card.png`)).status).toBe(404)
    expect((await get('/s/nothing/card.png')).status).toBe(404)
  })

  it('can be drawn of any text, in any script', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 })
    await fc.assert(
      fc.asyncProperty(text, text, async (title, message) => {
        const png = await drawCard({
          kicker: title,
          title,
          message,
          amount: '1 sat',
          rest: title,
          artwork: null,
        })
        expect(png.subarray(1, 4).toString()).toBe('PNG')
      }),
      {
        numRuns: Math.min(RUNS, 10),
        examples: [
          ['', ''],
          ['日本のリスナー 한국어 中文', 'नमस्ते क्षत्रिय สวัสดี'],
          ['👩‍👩‍👧 מישהו', '\ud800 \u202e\u0000'],
          ['𓀀 𒀀 ꧁', 'a'.repeat(5000)],
        ],
      },
    )
  })
})

describe('who follows', () => {
  it('reads Atom and JSON Feed of a show and of an episode, with what is public and nothing else', async () => {
    for (const path of ['/s/kill-show', `/s/kill-show/e/${episode}`]) {
      const atom = await get(`${path}/feed.xml`)
      expect(atom.headers['content-type']).toContain('application/atom+xml')
      const { entries, title } = parseAtomFeed(atom.text ?? String(atom.body))
      const json = parseJsonFeed(
        await get(`${path}/feed.json`).then(({ text, body }) => text ?? JSON.stringify(body)),
      )
      expect(title?.value).toMatch(/^Boosts of /)
      expect(entries?.map(({ id, links, content }) => [id, links?.[0]?.href, content?.value])).toEqual(
        json.items?.map(({ id, url, content_text }) => [id, url, content_text?.replace('\u0007', '')]),
      )
      const item = json.items?.find(({ id }) => id === `urn:uuid:${loud}`)
      expect(item).toMatchObject({ title: 'ann boosted 1,337 sats', url: `${ORIGIN}/s/kill-show/b/${loud}` })
      expect(JSON.stringify([entries, json])).not.toContain('never read')
      const page = await get(path)
      expect(page.text).toContain(`type="application/atom+xml" title=`)
    }
  })

  it('is not sent twice what has not changed', async () => {
    const first = await get('/s/kill-show/feed.xml')
    expect((await get('/s/kill-show/feed.xml').set('If-None-Match', first.headers.etag ?? '')).status).toBe(
      304,
    )
  })

  it('pages through all messages as data', async () => {
    const { body: one } = await get('/api/v1/public/shows/kill-show/messages?limit=1')
    const { body: two } = await get(
      `/api/v1/public/shows/kill-show/messages?limit=1&cursor=${one.next_cursor}`,
    )
    expect([...one.items, ...two.items].map(({ supporter }) => supporter.name).toSorted()).toEqual([
      'ann',
      'محمد',
    ])
    expect(two.next_cursor).toBeNull()
  })
})

describe('an embed', () => {
  const paths = () => [
    ...['ticker', 'leaderboard', 'goal', 'last'].map((kind) => `/s/kill-show/embed/${kind}`),
    `/s/kill-show/b/${loud}/embed`,
  ]

  it('may be framed by any site, runs nothing and sets no cookie; nothing else may be framed', async () => {
    for (const path of paths()) {
      const { status, headers, text } = await get(`${path}?accent=AA3300&theme=dark`)
      expect([path, status]).toEqual([path, 200])
      const policy = headers['content-security-policy'] ?? ''
      expect(policy).toContain('frame-ancestors *')
      expect(policy).not.toContain('script-src')
      expect([headers['x-frame-options'], headers['set-cookie']]).toEqual([undefined, undefined])
      expect(text).not.toContain('<script')
      expect(text).toContain('#aa3300')
    }
    for (const path of ['/s/kill-show', '/s/nothing/embed/goal', `/s/kill-show/b/${loud}`])
      expect((await get(path)).headers['content-security-policy']).toContain("frame-ancestors 'none'")
  })

  it('takes no more from its address than colours', async () => {
    const { text } = await get('/s/kill-show/embed/goal?accent=red;}body{x&theme="><script>')
    expect(text).not.toMatch(/red;|<script/)
  })

  it('is found and read by a client of oEmbed', async () => {
    const show = await extract(`${ORIGIN}/s/kill-show`, { maxwidth: 400 })
    expect(show).toMatchObject({
      type: 'rich',
      title: 'Support for Kill Show',
      width: 400,
      provider_name: 'Readout',
    })
    const message = await extract(`${ORIGIN}/s/kill-show/b/${loud}`)
    expect(message).toMatchObject({
      title: 'ann to Kill Show',
      html: expect.stringContaining(`<iframe src="${ORIGIN}/s/kill-show/b/${loud}/embed"`),
    })
    const ask = (url: string) => get(`/api/v1/public/oembed?url=${encodeURIComponent(url)}`)
    for (const url of [
      'https://other.example/s/kill-show',
      `${ORIGIN}/studio/`,
      `${ORIGIN}/s/kill-show/b/${unread}`,
      'x',
    ])
      expect((await ask(url)).status).toBe(404)
  })
})

it('tells search engines of the pages that may be listed', async () => {
  expect((await get('/robots.txt')).text).toContain(`Sitemap: ${ORIGIN}/sitemap.xml`)
  const map = async () => (await get('/sitemap.xml')).text ?? ''
  expect(await map()).toContain(`<loc>${ORIGIN}/s/kill-show/e/${episode}</loc>`)
  const { id } = await ctx.db.selectFrom('shows').select('id').executeTakeFirstOrThrow()
  await changePublicSettings(ctx.db, id, { listed: false })
  await expect.poll(async () => String(await map())).not.toContain('kill-show')
})

it('forgets everywhere within moments what a host hides', async () => {
  const paths = [
    '/s/kill-show',
    `/s/kill-show/e/${episode}`,
    '/s/kill-show/feed.xml',
    '/s/kill-show/feed.json',
    '/s/kill-show/embed/last',
    `/s/kill-show/b/${loud}`,
    `/s/kill-show/b/${loud}/embed`,
    '/api/v1/public/shows/kill-show',
    '/api/v1/public/shows/kill-show/messages',
    '/s/kill-show/find?name=ann',
  ]
  const holders = async () => {
    const answers = await Promise.all(
      paths.map(async (path) => [path, await get(path).buffer(true)] as const),
    )
    return answers.flatMap(([path, { text }]) => (text?.includes('clear') ? path : []))
  }
  expect(await holders()).toEqual(paths)
  const card = `/s/kill-show/b/${loud}/card.png`
  expect((await get(card)).status).toBe(200)
  await ctx.db.updateTable('boosts').set({ hidden: true }).where('id', '=', loud).execute()
  await expect.poll(holders).toEqual([])
  expect((await get(card)).status).toBe(404)
  for (const path of paths) {
    const cache = String((await get(path)).headers['cache-control'])
    expect([path, /no-store|max-age=2, must-revalidate/.test(cache)]).toEqual([path, true])
  }
})
