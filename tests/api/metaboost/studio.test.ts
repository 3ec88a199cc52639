import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, it } from 'vitest'
import { metaboostJob } from '#api/metaboost/job.ts'
import { ADDRESS, addShow, GUID, shareMetaboost } from '#tests/api/metaboost/share-metaboost.ts'
import { askAs } from '#tests/helper/ask.ts'
import { makeBoost, send } from '#tests/helper/boost-app.ts'
import { makeReport, recordPayments } from '#tests/helper/record-payments.ts'

const { app, start, beside, settled } = shareMetaboost()
const DAY = 86_400_000

describe('the show’s page', () => {
  it('has the tag to paste, and says why posts are not taken', async () => {
    const { ctx } = await start({ env: { PUBLIC_URL: 'https://boosts.example' } })
    const { get, patch } = await askAs(ctx)
    const read = async (slug = 'harbour-lights') => (await get(`/shows/${slug}/metaboost`)).body
    expect(await read()).toEqual({
      open: true,
      closed_because: null,
      addresses: [
        { standard: 'mbrss-v1', url: `https://boosts.example${ADDRESS}` },
        { standard: 'mb-v1', url: `https://boosts.example${ADDRESS.replace('mbrss', 'mb')}` },
      ],
      tag: `<podcast:metaBoost standard="mbrss-v1">https://boosts.example${ADDRESS}</podcast:metaBoost>`,
      reachable: true,
      feed: 'unread',
      feed_tags: [],
      last_posted_at: null,
      apps: [],
      senders: [],
    })
    const { body: changed } = await patch('/shows/harbour-lights', { metaboost: false })
    expect(changed).toMatchObject({ metaboost: false })
    expect(await read()).toMatchObject({ open: false, closed_because: 'off' })
    await addShow(ctx, { slug: 'no-guid', guid: null })
    expect(await read('no-guid')).toMatchObject({ open: false, closed_because: 'no_guid' })
    await addShow(ctx, { slug: 'new', guid: 'b', status: 'provisional' })
    expect(await read('new')).toMatchObject({ open: false, closed_because: 'not_kept' })
  })

  it.each([
    ['ours', [`https://boosts.example${ADDRESS}`]],
    ['ours', ['https://other.example/x', 'https://boosts.example/v1/s/mbrss-v1/boost/harbour-lights']],
    ['other', ['https://boosts.example/v1/s/mbrss-v1/boost/another-show/']],
    ['none', []],
  ])('says what of it the feed has: %s', async (feed, urls) => {
    const { ctx } = await start({ env: { PUBLIC_URL: 'https://boosts.example' } })
    const tags = urls.map((url) => ({ standard: 'mbrss-v1', url }))
    await ctx.db.updateTable('shows').set({ feed_url: 'https://feeds.example/rss' }).execute()
    await ctx.db
      .insertInto('feeds')
      .values({ show_id: 1, url: 'https://feeds.example/rss', metaboost: JSON.stringify(tags) })
      .execute()
    const { get } = await askAs(ctx)
    expect((await get('/shows/harbour-lights/metaboost')).body).toMatchObject({ feed, feed_tags: tags })
  })

  it('knows where apps elsewhere cannot ask', async () => {
    for (const [base, reachable] of [
      ['https://boosts.example', true],
      ['http://boosts.example', false],
      ['https://umbrel.local', false],
      ['https://readout', false],
      ['https://192.168.1.2:3000', false],
    ] as const) {
      const { ctx } = await start({ env: { PUBLIC_URL: base } })
      const { get } = await askAs(ctx)
      expect((await get('/shows/harbour-lights/metaboost')).body.reachable, base).toBe(reachable)
    }
  })

  it('sends a test as an app does, which says that it is one and can be taken back', async () => {
    let now = Date.now()
    const { ctx } = await start({ now: () => new Date(now) })
    // It is another process that the browser's request comes to.
    const { url } = await beside(ctx, { now: () => new Date(now) })
    const { get, post, delete: remove } = await askAs(ctx)
    const test = async () => {
      const { body } = await post('/shows/harbour-lights/metaboost/test')
      const answer = await send(url + body.path, body.body, body.authorization)
      await settled()
      return answer
    }
    const tests = () =>
      ctx.db
        .selectFrom('claims')
        .select(['ref', 'sender_name', 'app', 'withdrawn_at'])
        .orderBy('sent_at')
        .execute()
    expect(await test()).toMatchObject({ status: 201 })
    expect(await tests()).toMatchObject([
      { sender_name: 'Readout test', app: 'Readout test', withdrawn_at: null },
    ])
    expect((await get('/shows/harbour-lights/metaboost')).body).toMatchObject({
      apps: [],
      senders: [],
      last_posted_at: null,
    })
    expect((await remove('/shows/harbour-lights/metaboost/test')).status).toBe(204)
    expect((await tests())[0]?.withdrawn_at).not.toBeNull()
    now += 2_000
    expect(await test()).toMatchObject({ status: 201 })
    await metaboostJob.run(ctx, new AbortController().signal)
    expect((await tests())[1]?.withdrawn_at).toBeNull()
    now += DAY
    await metaboostJob.run(ctx, new AbortController().signal)
    expect((await tests())[1]?.withdrawn_at).not.toBeNull()
    const uses = await ctx.db.selectFrom('metaboost_uses').select('until').execute()
    const actions = await ctx.db.selectFrom('metaboost_actions').select('done_at').execute()
    expect([...uses, ...actions]).toEqual([])
    await ctx.db.updateTable('shows').set({ metaboost: false }).execute()
    expect((await post('/shows/harbour-lights/metaboost/test')).status).toBe(422)
  })
})

describe('messages for everyone', () => {
  it('are those that the show publishes, in the standard’s shape, by page, channel and item', async () => {
    const { ctx, url } = await start()
    const { get } = await askAs(ctx)
    const at = (minute: number) => `2026-05-14T18:0${minute}:00Z`
    const boost = (message: string, episode: string) => ({
      podcast: 'Harbour Lights',
      guid: GUID,
      episode,
      episode_guid: `https://feeds.example/${episode}`,
      app_name: 'Podapp',
      sender_name: 'tide',
      message,
    })
    await recordPayments(
      ctx.db,
      makeReport({ settled_at: at(1), amount_msat: 2_500_999, boostagram: boost('one', 'ep-1') }),
      makeReport({ settled_at: at(2), boostagram: boost('two', 'ep-2') }),
      makeReport({ settled_at: at(3), boostagram: boost('three', 'ep-2') }),
    )
    await app.post(url + ADDRESS, makeBoost({ message: 'no wallet has seen it' }))
    await ctx.db.updateTable('episodes').set({ provisional: false }).execute()
    const read = async (path = '') => {
      const answer = await fetch(`${url}/v1/standard/mbrss-v1/messages/public/harbour-lights${path}`)
      return { status: answer.status, ...(await answer.json()) }
    }
    const words = ({ messages }: { messages: { body: string }[] }) => messages.map(({ body }) => body)
    expect(await read()).toMatchObject({ status: 404, code: 'not_found' })
    await ctx.db.updateTable('shows').set({ is_public: true }).execute()
    const { body: settings } = await get('/shows/harbour-lights/public-settings')
    expect(settings.messages).toBe('after_read')
    expect(words(await read())).toEqual([])
    await ctx.db.insertInto('public_settings').values({ show_id: 1, messages: 'at_once' }).execute()
    const all = await read('?page=1&limit=2')
    expect(all).toMatchObject({ page: 1, limit: 2, total: 3, totalPages: 2 })
    expect(words(all)).toEqual(['three', 'two'])
    const rest = await read('?page=2&limit=2')
    expect(rest.messages).toEqual([
      {
        id: expect.any(String),
        messageGuid: rest.messages[0].id,
        currency: 'BTC',
        amount: '2500',
        amountUnit: 'satoshis',
        appName: 'Podapp',
        senderName: 'tide',
        body: 'one',
        createdAt: '2026-05-14T18:01:00.000Z',
        breadcrumbContext: {
          level: 'item',
          podcastGuid: GUID,
          podcastLabel: 'Harbour Lights',
          itemGuid: 'https://feeds.example/ep-1',
          itemLabel: 'ep-1',
          isSubBucket: true,
        },
      },
    ])
    expect(words(await read(`/channel/${GUID.toUpperCase()}?page=x&limit=0`))).toEqual([
      'three',
      'two',
      'one',
    ])
    expect(words(await read(`/item/${encodeURIComponent('https://feeds.example/ep-1')}`))).toEqual(['one'])
    expect((await read('/item/nothing')).status).toBe(404)
    expect((await read('/channel/another')).status).toBe(404)
  })
})

it('what becomes of words is said on a page, as the show has set it', async () => {
  const { ctx, url } = await start()
  const read = async (slug = 'harbour-lights') => await (await fetch(`${url}/boost-terms/${slug}`)).text()
  expect(await read()).toContain('The show publishes no messages')
  await ctx.db.updateTable('shows').set({ is_public: true, title: '<b>Lights' }).execute()
  expect(await read()).toContain('once it was read on air, with your name and with the amount.')
  expect(await read()).toContain('&lt;b&gt;Lights')
  expect((await fetch(`${url}/boost-terms/nowhere`)).status).toBe(404)
})

it.each(['mbrss-v1', 'mb-v1'])(
  'the document of %s is one, and has the fields of the standard',
  async (standard) => {
    const { url } = await start()
    const document = await (await fetch(`${url}/v1/s/${standard}/openapi.json`)).json()
    const { valid, errors } = await new Validator().validate(structuredClone(document))
    expect({ valid, errors }).toEqual({ valid: true, errors: undefined })
    const { schema } = document.paths['/boost/{slug}'].post.requestBody.content['application/json']
    expect(schema.required).toEqual(
      ['currency', 'amount', 'amount_unit', 'action', 'app_name', 'sender_guid'].concat(
        standard === 'mbrss-v1' ? ['feed_guid', 'feed_title'] : [],
      ),
    )
    expect(schema.properties).toMatchObject({
      amount: { type: 'integer' },
      currency: { enum: expect.arrayContaining(['BTC']) },
    })
  },
)
