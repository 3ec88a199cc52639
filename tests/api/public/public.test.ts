import { randomUUID } from 'node:crypto'
import request from 'supertest'
import { describe, expect, it } from 'vitest'
import { listEpisodes } from '#api/totals/episode/list-episodes.ts'
import { shareKillShow } from '#tests/api/public/kill-show.ts'

const show = shareKillShow()
const { page, settings, setGoal } = show

/** Everything that a stranger can get of the show, in one text. */
async function everything(): Promise<string> {
  const { body } = await page('/api/v1/public/shows/kill-show')
  const episode = body.episodes?.[0]?.id
  const supporters = await show.ctx.db.selectFrom('supporters').select('id').execute()
  const boosts = await show.ctx.db.selectFrom('boosts').select('id').execute()
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
    const { items } = await listEpisodes(
      show.ctx,
      { id: show.id, slug: 'kill-show' },
      { limit: 1, sums: true },
    )
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
    const ann = await show.ctx.db
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
    const recipient = { show_id: show.id, custom_key: '', custom_value: '', is_fee: false }
    await show.ctx.db
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
    await show.ctx.db.updateTable('shows').set({ is_public: false }).execute()
    try {
      const [hidden, none] = await Promise.all([page('/s/kill-show'), page('/s/nothing')])
      expect([hidden.status, none.status]).toEqual([404, 404])
      expect(hidden.text).toBe(none.text)
      expect((await page('/api/v1/public/shows/kill-show')).status).toBe(404)
      expect((await page('/')).text).not.toContain('Kill Show')
    } finally {
      await show.ctx.db.updateTable('shows').set({ is_public: true }).execute()
    }
  })
})

describe('a message', () => {
  const idOf = async (message: string) =>
    (
      await show.ctx.db
        .selectFrom('boosts')
        .select('id')
        .where('message', '=', message)
        .executeTakeFirstOrThrow()
    ).id

  it('has a page of its own, linked wherever it stands, by every id that it had', async () => {
    const id = await idOf('read aloud')
    const { status, text } = await page(`/s/kill-show/b/${id}`)
    expect([status, text.includes('read aloud'), text.includes('ann')]).toEqual([200, true, true])
    expect((await page('/s/kill-show')).text).toContain(`href="/s/kill-show/b/${id}"`)
    const former = randomUUID()
    await show.ctx.db.insertInto('boost_aliases').values({ id: former, boost_id: id }).execute()
    expect((await page(`/api/v1/public/shows/kill-show/messages/${former}`)).body.message.id).toBe(id)
  })

  it('has none where it was not read on air, is hidden, or is somebody’s who is', async () => {
    for (const message of ['not read yet', 'a hidden word'])
      expect((await page(`/s/kill-show/b/${await idOf(message)}`)).status).toBe(404)
    expect((await page(`/s/kill-show/b/${randomUUID()}`)).status).toBe(404)
  })

  it('that is hidden is gone from what is kept within moments, and no one else may keep it longer', async () => {
    const path = `/s/kill-show/b/${await idOf('from nobody')}`
    const before = await request(show.app).get(path)
    expect([before.status, before.headers['cache-control']]).toEqual([
      200,
      'public, max-age=2, must-revalidate',
    ])
    await show.ctx.db
      .updateTable('boosts')
      .set({ hidden: true })
      .where('message', '=', 'from nobody')
      .execute()
    await expect.poll(async () => (await request(show.app).get(path)).status).toBe(404)
    await expect
      .poll(async () => (await request(show.app).get('/s/kill-show')).text)
      .not.toContain('from nobody')
    await show.ctx.db
      .updateTable('boosts')
      .set({ hidden: false })
      .where('message', '=', 'from nobody')
      .execute()
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
