import request from 'supertest'
import { describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { createContext } from '#api/create-context.ts'
import { boost, shareKillShow, uncached } from '#tests/api/public/kill-show.ts'
import { pay } from '#tests/e2e/helper/pay.ts'
import type { TestContext } from '#tests/helper/test-context.ts'

const show = shareKillShow()
const { page, record, settings, setGoal } = show

describe('a public page', () => {
  it('writes numbers as the reader’s country does, and says robots what the show wants', async () => {
    expect((await page('/s/kill-show', { 'Accept-Language': 'de-DE' })).text).toContain('3.616')
    expect((await page('/s/kill-show', { 'Accept-Language': '*' })).status).toBe(200)
    await settings({ listed: false })
    expect((await page('/s/kill-show')).text).toContain('noindex')
  })

  it('of a demo says that it is one, and is never listed', async () => {
    await show.ctx.db.updateTable('shows').set({ demo: true }).execute()
    try {
      const { text } = await page('/s/kill-show')
      expect(text).toContain('Names, messages and numbers are made up.')
      expect(text).toContain('noindex')
    } finally {
      await show.ctx.db.updateTable('shows').set({ demo: false }).execute()
    }
    expect((await page('/s/kill-show')).text).not.toContain('made up')
  })

  it('says one of what it counts in the singular', async () => {
    await pay(show.ctx, { show: 'One Boost', sender: 'Ada', message: 'The only one' })
    await show.ctx.db
      .updateTable('shows')
      .set({ status: 'kept', is_public: true })
      .where('title', '=', 'One Boost')
      .execute()
    const { text } = await page('/s/one-boost')
    expect(text).toContain('<strong>1</strong> <span>boost so far</span>')
    expect(text).toContain('<strong>1</strong> <span>supporter so far</span>')
  })

  it('calls messages read on air only where they were', async () => {
    expect((await page('/s/kill-show')).text).toContain('<h2>Read on air</h2>')
    await settings({ messages: 'at_once' })
    const { text } = await page('/s/kill-show')
    expect(text).toContain('<h2>Messages</h2>')
    expect(text).not.toContain('<h2>Read on air</h2>')
  })

  it('says how this month stands beside the same days of the one before', async () => {
    const reading = { ...show.ctx, now: () => new Date('2026-03-30T12:00:00Z') }
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
      await show.ctx.db.updateTable('shows').set({ time_zone }).execute()
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
    const first = await request(show.app).get('/api/v1/public/shows/kill-show')
    expect(first.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'cache-control': expect.stringContaining('public, max-age=2, must-revalidate'),
    })
    // What the other tests changed may still be heard of.
    const askTwice = async () => {
      const once = await request(show.app).get('/api/v1/public/shows/kill-show')
      const again = await request(show.app)
        .get('/api/v1/public/shows/kill-show')
        .set('If-None-Match', once.headers.etag ?? '')
      return again.status
    }
    await expect.poll(askTwice).toBe(304)
  })

  it('is made once for all readers, until something changes', async () => {
    const read = async () =>
      (await request(show.app).get('/api/v1/public/shows/kill-show')).body.all_time.boosts
    const before = await read()
    await record({ id: 'later', amount_msat: 1_000_000, boostagram: boost({ sender_name: 'dee' }) })
    await expect.poll(read).toBe(before + 1)
  })

  it('and the data behind it count together against the limit of one address, in each service anew', async () => {
    const left = async (of: typeof show.app, path: string) => {
      const answer = await request(of).get(path)
      return Number(/remaining=(\d+)/.exec(answer.get('RateLimit') ?? '')?.[1])
    }
    const first = await left(show.app, '/api/v1/public/shows')
    expect(await left(show.app, '/s/nobody')).toBe(first - 1)
    expect(await left(show.app, '/api/v1/public/shows')).toBe(first - 2)
    const other = createContext(show.ctx)
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
    const noted = createApp({ ...show.ctx, pages: noting })
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
