import request from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { keep } from '#api/http/kept.ts'
import { changePublicSettings } from '#api/public/settings/change-settings.ts'
import { pay } from '#tests/e2e/helper/pay.ts'
import { keyCredential } from '#tests/helper/credential.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

const NOW = new Date('2026-11-12T12:00:00Z')
const keepMade = ({ type, text }: { type: string; text: string | Buffer }) => keep(type, text)
let ctx: TestContext
let app: ReturnType<typeof createApp>
let showId = 0

const boostAt = (day: string, sender: string, sats: number, rest: object = {}) => ({
  sender,
  sats,
  message: `${sender} on ${day}`,
  settled_at: new Date(`${day}T10:00:00Z`),
  ...rest,
})

beforeAll(async () => {
  ctx = await createTestContext({ now: () => NOW })
  // What is kept for readers, and until when, is another test's matter.
  app = createApp({ ...ctx, pages: { get: async (_key, make) => keepMade(await make()) } })
  await pay(
    ctx,
    boostAt('2025-03-01', 'ann', 1000),
    boostAt('2025-12-24', 'ann', 7000),
    boostAt('2026-02-02', 'ann', 1500, { episode: 'Two' }),
    boostAt('2026-05-05', 'ben', 500),
    ...Array.from({ length: 60 }, (_, n) =>
      boostAt(`2026-0${6 + Math.floor(n / 28)}-${String((n % 28) + 1).padStart(2, '0')}`, 'wren', 10),
    ),
  )
  const show = await ctx.db
    .updateTable('shows')
    .set({ status: 'kept', is_public: true })
    .returning('id')
    .executeTakeFirstOrThrow()
  showId = show.id
  await ctx.db.updateTable('episodes').set({ provisional: false }).execute()
  await changePublicSettings(ctx.db, showId, { messages: 'at_once' })
})
afterAll(() => ctx.close())

const year = async (which: string) => await request(app).get(`/api/v1/public/shows/kill-show/years/${which}`)

describe('a year', () => {
  it('adds up what came in it, beside the year before up to the same day', async () => {
    const { body } = await year('2026')
    expect(body).toMatchObject({
      is_over: false,
      sum: { boosted_msat: 2_600_000, boosts: 62, supporters: 3 },
      before: { boosted_msat: 1_000_000, boosts: 1 },
      new_supporters: 2,
      busiest_day: { day: '2026-02-02', amount_msat: 1_500_000, boosts: 1 },
    })
    expect(body.months).toHaveLength(11)
    expect(body.months[1]).toEqual({ month: '2026-02', boosted_msat: 1_500_000, streamed_msat: 0 })
    expect(body.episodes.map(({ title }: { title: string }) => title)).toEqual(['Two', 'The first one'])
    expect(body.messages[0].message).toBe('ann on 2026-02-02')
    expect((await year('2025')).body).toMatchObject({
      is_over: true,
      sum: { boosts: 2 },
      before: { boosts: 0 },
    })
  })

  it('names who came to a round number of boosts, and when', async () => {
    const { body } = await year('2026')
    expect(body.milestones).toEqual([
      { supporter: { id: null, name: 'wren' }, boosts: 50, day: '2026-07-22' },
    ])
    const { text } = await request(app).get('/s/kill-show/y/2026')
    expect(text).toMatch(/50th boost of <bdi>wren/)
  })

  it('has a page and a card, and the show leads there; a year in which nothing came has none', async () => {
    expect((await request(app).get('/s/kill-show')).text).toContain('href="/s/kill-show/y/2025"')
    const card = await request(app).get('/s/kill-show/y/2026/card.png')
    expect([card.status, card.headers['content-type']]).toEqual([200, 'image/png'])
    for (const which of ['2024', '1999', 'x'])
      expect((await request(app).get(`/s/kill-show/y/${which}`)).status).toBe(404)
  })

  it('names nobody and no amount where the show does not', async () => {
    await changePublicSettings(ctx.db, showId, { names: false, amounts: 'none', messages: 'never' })
    const { body } = await year('2026')
    expect(body).toMatchObject({ sum: { boosted_msat: null }, milestones: [], supporters: [], messages: [] })
    const { text } = await request(app).get('/s/kill-show/y/2026')
    expect(text).not.toMatch(/wren|ann|1,500|2,600/)
    await changePublicSettings(ctx.db, showId, { names: true, amounts: 'exact', messages: 'at_once' })
  })
})

describe('a page of a supporter’s own', () => {
  it('is there once they said yes by the link that a host sent, and gone once they take it back', async () => {
    const { id } = await ctx.db
      .selectFrom('supporters')
      .select('id')
      .where('name', '=', 'wren')
      .executeTakeFirstOrThrow()
    const host = await keyCredential(ctx, ['admin'])
    const link = async () =>
      (await request(app).post(`/api/v1/shows/kill-show/supporters/${id}/page-link`).set(host)).body.address
    const page = async () => (await request(app).get(`/s/kill-show/u/${id}`)).status
    const old = await link()
    const address = await link()
    expect((await request(app).get(old)).status).toBe(404)
    expect(await page()).toBe(404)
    expect((await request(app).get(address)).text).toContain('You have no page here.')
    const answered = await request(app).post(`${address}/yes`)
    expect([answered.status, answered.headers.location]).toEqual([303, address])
    expect((await request(app).get(address)).text).toContain('a page of your own')
    expect(await page()).toBe(200)
    // Nobody else has one, and pages that name them lead there.
    const { body } = await year('2026')
    expect(
      body.supporters.map(({ supporter }: { supporter: { id: string } }) => supporter.id).filter(Boolean),
    ).toEqual([id])
    await request(app).post(`${address}/no`)
    expect(await page()).toBe(404)
  })

  it('is nothing for who guesses a link, or a site that sends a form', async () => {
    expect((await request(app).get(`/s/kill-show/own/${'a'.repeat(43)}`)).status).toBe(404)
    expect((await request(app).post(`/s/kill-show/own/${'a'.repeat(43)}/yes`)).status).toBe(404)
  })
})

describe('search engines', () => {
  it('are told of the years in which something came', async () => {
    await year('2026')
    const { text } = await request(app).get('/sitemap.xml').set('Host', 'readout.local:3000')
    expect(text.match(/kill-show\/y\/\d+/g)).toEqual(['kill-show/y/2026', 'kill-show/y/2025'])
  })
})

describe('whole addresses', () => {
  it('lead to no name that is not ours, where nobody said which is', async () => {
    const under = (host: string, path: string) => request(app).get(path).set('Host', host)
    const own = await under('readout.local:3000', '/s/kill-show')
    expect(own.text).toContain('content="http://readout.local:3000/s/kill-show/card.png"')
    const other = await under('evil.example', '/s/kill-show')
    expect(other.status).toBe(200)
    expect(other.text).not.toContain('evil.example')
    expect((await under('evil.example', '/robots.txt')).text).not.toContain('evil')
    for (const path of ['/s/kill-show/feed.xml', '/sitemap.xml'])
      expect((await under('evil.example', path)).status).toBe(421)
  })
})
