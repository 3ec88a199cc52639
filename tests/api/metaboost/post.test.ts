import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { metaboostJob } from '#api/metaboost/job.ts'
import { ADDRESS, addShow, shareMetaboost } from '#tests/api/metaboost/share-metaboost.ts'
import { createBoostApp, makeBoost, send } from '#tests/helper/boost-app.ts'
import { makeClaim } from '#tests/helper/make-claim.ts'
import type { TestContext } from '#tests/helper/test-context.ts'

const { app, start, beside, settled } = shareMetaboost()

/** The claims that there are, in the order in which they came. */
async function claimsIn({ db }: TestContext) {
  await settled()
  return await db
    .selectFrom('claims')
    .leftJoin('boosts', 'boosts.id', 'claims.boost_id')
    .leftJoin('episodes', 'episodes.id', 'claims.episode_id')
    .select([
      'route',
      'ref',
      'claims.app',
      'claims.sender_name',
      'claims.message',
      'claims.position_s',
      'key',
    ])
    .select(['claims.claimed_msat', 'claims.fiat_amount_minor', 'claims.fiat_currency', 'boosts.claim'])
    .select(['boosts.received_msat', 'episodes.title as episode', 'episodes.provisional'])
    .orderBy('claims.recorded_at')
    .orderBy('claims.id')
    .execute()
}

describe('a boost that an app posts', () => {
  it('is a claim of the show: its words are there, and no money', async () => {
    const { ctx, address } = await start()
    const { status, json, headers } = await app.post(address)
    expect(status).toBe(201)
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(json).toEqual({ message_guid: expect.stringMatching(/^[0-9a-f-]{36}$/) })
    expect(await claimsIn(ctx)).toEqual([
      {
        route: 'metaboost',
        ref: json.message_guid,
        app: 'Podapp',
        sender_name: 'tide',
        message: 'Great show',
        position_s: 61,
        key: makeBoost().sender_guid,
        claimed_msat: 2_500_000,
        fiat_amount_minor: null,
        fiat_currency: null,
        claim: 'unproven',
        received_msat: 0,
        // The feed does not have it yet: it is no reason to lose the words.
        episode: 'Ep 12',
        provisional: true,
      },
    ])
  })

  it('is taken at every spelling of the address, by both standards, and at a former slug', async () => {
    const { ctx, url } = await start()
    const {
      feed_guid: _guid,
      feed_title: _title,
      item_guid: _item,
      item_title: _name,
      ...plain
    } = makeBoost()
    await ctx.db.insertInto('show_aliases').values({ slug: 'old-lights', show_id: 1 }).execute()
    const posts: [string, object][] = [
      ['/v1/standard/mbrss-v1/boost/harbour-lights', makeBoost()],
      ['/v1/s/mbrss-v1/boost/harbour-lights/', makeBoost()],
      ['/v1/s/mbrss-v1/boost/harbour-lights?from=app', makeBoost()],
      ['/v1/standard/mb-v1/boost/harbour-lights/', plain],
      ['/v1/s/mb-v1/boost/harbour-lights', plain],
      ['/v1/standard/mbrss-v1/boost/old-lights/', makeBoost()],
    ]
    for (const [index, [path, boost]] of posts.entries())
      expect((await app.post(url + path, { ...boost, message: `No. ${index}` })).status, path).toBe(201)
    expect(await claimsIn(ctx)).toHaveLength(posts.length)
  })

  it.each([
    ['satoshi', { amount_unit: 'satoshi' }, { claimed_msat: 2_500_000 }],
    ['s', { amount_unit: 'S', currency: 'btc' }, { claimed_msat: 2_500_000 }],
    ['digits', { amount: '2500' }, { claimed_msat: 2_500_000 }],
    [
      'cents',
      { currency: 'USD', amount_unit: 'cents' },
      { claimed_msat: null, fiat_amount_minor: 2_500, fiat_currency: 'USD' },
    ],
    ['pence', { currency: 'gbp', amount_unit: 'Pence' }, { fiat_amount_minor: 2_500, fiat_currency: 'GBP' }],
    ['yen', { currency: 'JPY', amount_unit: 'yen' }, { fiat_amount_minor: 2_500, fiat_currency: 'JPY' }],
    ['no words', { message: null }, { message: null }],
    ['the app’s own filling', { message: 'Podverse boost' }, { message: null }],
    [
      'nothing left out',
      { item_guid: undefined, item_title: undefined, sender_name: ' ' },
      { episode: null, sender_name: null },
    ],
    ['what the database cannot hold', { message: 'a\0b\ud800' }, { message: 'a␀b\ufffd' }],
    ['the longest message', { message: 'ü'.repeat(10_000) }, { message: 'ü'.repeat(10_000) }],
  ])('is read: %s', async (_name, over, wanted) => {
    const { ctx, address } = await start()
    expect((await app.post(address, makeBoost(over))).status).toBe(201)
    expect(await claimsIn(ctx)).toMatchObject([wanted])
  })

  it.each([
    ['a position', { time_position: -1 }],
    ['a position that is no number', { time_position: 'half' }],
    ['a feed id', { podcast_index_feed_id: 'none' }],
    ['a feed id below one', { podcast_index_feed_id: 0 }],
  ])('is kept where something beside it cannot be read, as it came: %s', async (_name, over) => {
    const { ctx, address } = await start()
    expect((await app.post(address, makeBoost(over))).status).toBe(201)
    const position_s = 'time_position' in over ? null : 61
    expect(await claimsIn(ctx)).toMatchObject([{ message: 'Great show', position_s }])
    const { raw } = await ctx.db.selectFrom('claims').select('raw').executeTakeFirstOrThrow()
    expect(JSON.parse(raw)).toMatchObject(over)
  })

  it('may be a stream, which is no message and only names who streams', async () => {
    const { ctx, address } = await start()
    const { status, json } = await app.post(
      address,
      makeBoost({ action: 'stream', message: null, amount: 100 }),
    )
    expect({ status, json }).toEqual({ status: 200, json: { action: 'stream', message_sent: false } })
    expect(await claimsIn(ctx)).toMatchObject([{ route: 'stream-receipt', sender_name: 'tide', claim: null }])
  })

  it('is one claim where the app tries again within a minute, and another one after', async () => {
    let now = Date.now()
    const { ctx, address } = await start({ now: () => new Date(now) })
    const other = await beside(ctx, { now: () => new Date(now) })
    const post = (url: string, over: object = {}) =>
      app.post(url, makeBoost(over), { at: Math.floor(now / 1000) })
    const [first, second] = await Promise.all([post(address), post(other.address)])
    expect([first.status, second.status]).toEqual([201, 201])
    expect(second.json).toEqual(first.json)
    expect((await post(address, { message: 'Other words' })).json).not.toEqual(first.json)
    await settled()
    now += 61_000
    expect((await post(address)).json).not.toEqual(first.json)
    expect(await claimsIn(ctx)).toHaveLength(3)
  })

  it('costs no other where it holds what is nested deeper than can be written', async () => {
    const { ctx, address } = await start()
    const deep = JSON.stringify(makeBoost({ message: 'Deep', time_position: 'here' })).replace(
      '"here"',
      `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
    )
    const answers = await Promise.all([app.post(address, deep), app.post(address)])
    expect(answers.map(({ status }) => status)).toEqual([201, 201])
    const claims = await claimsIn(ctx)
    expect(claims.map(({ message }) => message).sort()).toEqual(['Deep', 'Great show'])
  })

  it('is not lost where the process ends before it is claimed', async () => {
    const { ctx, address } = await start()
    const { json } = await app.post(address)
    await settled()
    const [claim] = await claimsIn(ctx)
    expect(claim?.ref).toBe(json.message_guid)
    const report = makeClaim(1, { ref: 'left behind' })
    const left = { digest: Buffer.alloc(32), message_guid: randomUUID(), report: JSON.stringify(report) }
    await ctx.db
      .insertInto('metaboost_actions')
      .values({ ...left, done_at: new Date(Date.now() - 61_000) })
      .execute()
    await metaboostJob.run(ctx, new AbortController().signal)
    expect(await claimsIn(ctx)).toMatchObject([
      { ref: json.message_guid },
      { ref: 'left behind', claim: 'unproven' },
    ])
    const open = await ctx.db
      .selectFrom('metaboost_actions')
      .select('digest')
      .where('report', 'is not', null)
      .execute()
    expect(open).toEqual([])
  })

  it('says what is wrong with it, in the standard’s shape', async () => {
    const { ctx, address } = await start()
    const wrong: [string, object][] = [
      ['feed_guid', { feed_guid: 'ffffffff-52f5-5a3e-9d0e-7e2b2f0f1a11' }],
      ['message', { message: 'x'.repeat(10_001) }],
      ['amount_unit', { currency: 'USD', amount_unit: 'satoshis' }],
      ['amount', { amount: 2 ** 53 - 1 }],
    ]
    for (const [field, over] of wrong)
      expect(await app.post(address, makeBoost(over)), field).toMatchObject({
        status: 400,
        json: { message: expect.stringContaining(field), code: 'validation_failed', errors: [{ field }] },
      })
    const invalid: [string, object | string][] = [
      ['currency', makeBoost({ currency: 'DOGE' })],
      ['amount', makeBoost({ amount: 1.5 })],
      ['amount', makeBoost({ amount: 0 })],
      ['action', makeBoost({ action: 'auto' })],
      ['sender_guid', makeBoost({ sender_guid: 'tide' })],
      ['app_name', makeBoost({ app_name: 'x'.repeat(51) })],
      ['item_guid', makeBoost({ item_title: undefined })],
      ['', '{"currency":'],
      ['', '[]'],
    ]
    for (const [path, boost] of invalid)
      expect(await app.post(address, boost), path).toMatchObject({
        status: 400,
        json: {
          message: 'Validation failed',
          details: expect.arrayContaining([expect.objectContaining({ path })]),
        },
      })
    expect(await claimsIn(ctx)).toEqual([])
  })
})

describe('a post is refused', () => {
  const stranger = createBoostApp('stranger')
  const now = Math.floor(Date.now() / 1000)
  const foreign = generateKeyPairSync('ed25519').privateKey
  const refused: [string, number, string, Parameters<typeof app.post>[2] & { from?: typeof app }][] = [
    ['of an app that the registry does not know', 403, 'app_not_registered', { from: stranger }],
    [
      'whose issuer would lead out of the registry',
      403,
      'app_not_registered',
      { claims: { iss: '../podapp' } },
    ],
    ['without an issuer', 401, 'app_assertion_invalid', { claims: { iss: undefined } }],
    ['signed with another key', 401, 'app_assertion_invalid', { key: foreign }],
    ['signed by nobody', 401, 'app_assertion_invalid', { header: { alg: 'none' } }],
    ['that has expired', 401, 'app_assertion_expired', { at: now - 400 }],
    ['that was issued in the future', 401, 'app_assertion_invalid', { at: now + 200 }],
    [
      'that holds for more than five minutes',
      401,
      'app_assertion_invalid',
      { claims: { iat: now, exp: now + 301 } },
    ],
    [
      'that ends before it begins',
      401,
      'app_assertion_invalid',
      { claims: { iat: now + 30, exp: now + 20 } },
    ],
    ['without its beginning', 401, 'app_assertion_invalid', { claims: { iat: undefined } }],
    ['without its end', 401, 'app_assertion_invalid', { claims: { exp: undefined } }],
    ['for another method', 401, 'app_assertion_binding_failed', { claims: { m: 'PUT' } }],
    ['for another path', 401, 'app_assertion_binding_failed', { claims: { p: ADDRESS.slice(0, -1) } }],
    ['for another body', 401, 'app_assertion_binding_failed', { claims: { bh: '0'.repeat(64) } }],
    ['without a mark of its own', 401, 'app_assertion_invalid', { claims: { jti: ' ' } }],
  ]

  it('for its signature: each reason with its code, and nothing is recorded', async () => {
    const { ctx, address } = await start()
    for (const [reason, status, code, { from = app, ...signing }] of refused) {
      const { json, ...answer } = await from.post(address, makeBoost(), signing)
      expect({ status: answer.status, ...json }, reason).toEqual({
        status,
        errorCode: code,
        code,
        message: expect.stringMatching(/\.$/),
      })
    }
    for (const [scheme, code] of [
      [undefined, 'app_assertion_required'],
      [`Bearer ${app.assert(ADDRESS, '{}')}`, 'app_assertion_required'],
      ['AppAssertion nonsense', 'app_assertion_invalid'],
    ] as const)
      expect(await send(address, '{}', scheme)).toMatchObject({ status: 401, json: { errorCode: code } })
    expect(await claimsIn(ctx)).toEqual([])
  })

  it('a second time, wherever it arrives, also when it was no good the first time', async () => {
    const { ctx, address } = await start()
    const other = await beside(ctx)
    const body = JSON.stringify(makeBoost())
    const once = `appassertion ${app.assert(ADDRESS, body)}`
    const answers = await Promise.all([address, other.address, address].map((url) => send(url, body, once)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
    expect(answers.find(({ status }) => status === 409)?.json).toMatchObject({ code: 'app_assertion_replay' })
    const bad = `AppAssertion ${app.assert(ADDRESS, '{}')}`
    expect((await send(address, '{}', bad)).status).toBe(400)
    expect((await send(other.address, '{}', bad)).status).toBe(409)
    expect(await claimsIn(ctx)).toHaveLength(1)
  })

  it('where it is larger than 100 KB', async () => {
    const { address } = await start()
    const { status, json } = await app.post(address, makeBoost({ message: 'x'.repeat(102_400) }))
    expect({ status, code: json.code }).toEqual({ status: 413, code: 'body_too_large' })
  })

  it('at the address of a show that takes none, as if there were none', async () => {
    const { ctx, url } = await start()
    await addShow(ctx, { slug: 'off', metaboost: false, guid: 'a' })
    await addShow(ctx, { slug: 'new', status: 'provisional', guid: 'b' })
    await addShow(ctx, { slug: 'away', status: 'set_aside', guid: 'c' })
    await addShow(ctx, { slug: 'no-guid', guid: null })
    for (const slug of ['off', 'new', 'away', 'no-guid', 'nowhere', '%00', 'a%2Fb']) {
      const address = `${url}/v1/standard/mbrss-v1/boost/${slug}/`
      const asked = await fetch(address)
      expect([asked.status, await asked.json()], slug).toMatchObject([404, { code: 'not_found' }])
      expect(await app.post(address), slug).toMatchObject({ status: 404, json: { code: 'not_found' } })
    }
    expect((await app.post(`${url}/v1/standard/mbrss-v2/boost/harbour-lights/`)).status).toBe(404)
    expect(await (await fetch(`${url}/v1/standard/anything`)).json()).toMatchObject({ code: 'not_found' })
  })

  it('over http where people open the service by https', async () => {
    const { url, address } = await start({
      env: { PUBLIC_URL: 'https://boosts.example', TRUST_PROXY: '127.0.0.1' },
    })
    expect(await app.post(address)).toMatchObject({ status: 403, json: { errorCode: 'https_required' } })
    const behind = await fetch(url + ADDRESS, { headers: { 'X-Forwarded-Proto': 'https' } })
    expect(await behind.json()).toMatchObject({
      terms_of_service_url: 'https://boosts.example/boost-terms/harbour-lights',
    })
  })

  it('of an address, and of an app, that posts too much, with when to come again', async () => {
    const { ctx, address } = await start()
    for (let count = 0; count < 3_000; count++) await ctx.metaboost.limits.countApp(app.id)
    const tooMuch = await app.post(address)
    expect(tooMuch).toMatchObject({ status: 429, json: { errorCode: 'app_rate_limited' } })
    expect(Number(tooMuch.headers.get('retry-after'))).toBeGreaterThan(0)
    for (let count = 0; count < 119; count++) await send(address, '{}')
    const far = await send(address, '{}')
    expect(far).toMatchObject({ status: 429, json: { code: 'rate_limited' } })
    expect(Number(far.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(far.headers.get('access-control-allow-origin')).toBe('*')
  })
})

it('a browser of any site is allowed to ask, without cookies', async () => {
  const { address } = await start()
  const answer = await fetch(address, {
    method: 'OPTIONS',
    headers: {
      Origin: 'https://pod.example',
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'authorization,content-type',
    },
  })
  expect(answer.status).toBe(204)
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'access-control-allow-origin': '*',
    'access-control-allow-methods': expect.stringContaining('POST'),
    'access-control-allow-headers': 'authorization, content-type',
  })
  expect(answer.headers.has('access-control-allow-credentials')).toBe(false)
})
