import { describe, expect, it } from 'vitest'
import { ADDRESS, shareMetaboost } from '#tests/api/metaboost/share-metaboost.ts'
import { askAs } from '#tests/helper/ask.ts'
import { createBoostApp, makeBoost } from '#tests/helper/boost-app.ts'

const shared = shareMetaboost()
const { app, start, beside } = shared
const MINUTE = 60_000

/** A clock that a test turns, for the service and for the app. */
function makeClock() {
  let at = Date.now()
  return {
    now: () => new Date(at),
    pass: (ms: number) => {
      at += ms
    },
    sign: () => ({ at: Math.floor(at / 1000) }),
  }
}

describe('the registry of apps', () => {
  it('is asked once in five minutes for all processes, and only for what is new', async () => {
    const clock = makeClock()
    const { ctx, address } = await start({ now: clock.now })
    const post = (url: string) => app.post(url, makeBoost(), clock.sign())
    const first = await Promise.all([post(address), post(address), post(address)])
    expect(first.map(({ status }) => status)).toEqual([201, 201, 201])
    const other = await beside(ctx, { now: clock.now })
    expect((await post(other.address)).status).toBe(201)
    expect(shared.registry.asked).toEqual([{ path: '/apps/podapp.app.json', etag: undefined, status: 200 }])
    clock.pass(6 * MINUTE)
    const late = await beside(ctx, { now: clock.now })
    expect((await post(late.address)).status).toBe(201)
    expect(shared.registry.asked.at(-1)).toMatchObject({ etag: expect.stringContaining('"'), status: 304 })
  })

  it('may be out of reach: what it last said holds, and of whom it said nothing nobody knows', async () => {
    const clock = makeClock()
    const { ctx, address } = await start({ now: clock.now })
    await app.post(address)
    shared.registry.broken = true
    clock.pass(60 * MINUTE)
    const later = await beside(ctx, { now: clock.now })
    expect((await app.post(later.address, makeBoost(), clock.sign())).status).toBe(201)
    const unknown = await createBoostApp('unknown').post(later.address, makeBoost(), clock.sign())
    expect(unknown).toMatchObject({ status: 503, json: { errorCode: 'registry_unavailable' } })
    expect(Number(unknown.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  it.each([
    ['has suspended', { status: 'suspended' }, {}, 'app_suspended'],
    ['has revoked', { status: 'revoked' }, {}, 'app_suspended'],
    ['has retired the key of', {}, { status: 'retired' }, 'app_not_registered'],
    ['knows by a key of another kind', {}, { crv: 'X25519' }, 'app_not_registered'],
    ['has under another name', { app_id: 'other' }, {}, 'registry_unavailable'],
  ])('tells whom it %s', async (_what, over, key, code) => {
    const { address } = await start()
    shared.registry.records[app.id] = app.record(over, key)
    expect((await app.post(address)).json).toMatchObject({ errorCode: code })
  })

  it('may give an app several keys, of which any signs', async () => {
    const { address } = await start()
    const second = createBoostApp(app.id)
    const keys = [app, second].flatMap((one) => (one.record() as { signing_keys: object[] }).signing_keys)
    shared.registry.records[app.id] = app.record({ signing_keys: [{ ...keys[0], x: 'bad' }, ...keys] })
    expect((await app.post(address)).status).toBe(201)
    expect((await second.post(address)).status).toBe(201)
  })

  it('is not asked for names that no app can have, nor by strangers without end', async () => {
    const { ctx } = await start()
    for (const name of ['../x', 'a/b', 'A-b', 'a', '-ab', `a${'b'.repeat(70)}`, 'a%2fb', ''])
      expect(await ctx.metaboost.apps.find(name, '203.0.113.1')).toBeNull()
    expect(shared.registry.asked).toEqual([])
    for (let count = 0; count < 60; count++)
      await ctx.metaboost.apps.find(`app-${count}`, `203.0.113.${Math.floor(count / 5)}`)
    await expect(ctx.metaboost.apps.find('one-too-many', '198.51.100.1')).rejects.toMatchObject({
      code: 'registry_unavailable',
      message: 'Too many apps that are not known here were named. Try again in a minute.',
    })
    expect(shared.registry.asked).toHaveLength(60)
    expect(await ctx.db.selectFrom('metaboost_apps').selectAll().execute()).toEqual([])
  })
})

it('is kept from an app that is new here by no stranger who names apps that never were', async () => {
  const { ctx, address } = await start()
  const stranger = '203.0.113.1'
  const names = Array.from({ length: 100 }, (_, at) => `never-${at}`)
  const answers = await Promise.allSettled(names.map((name) => ctx.metaboost.apps.find(name, stranger)))
  const refused = answers.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []))
  expect(refused).toHaveLength(95)
  expect(refused[0]).toMatchObject({
    code: 'rate_limited',
    message: 'This address named too many apps that are not known here. Try again in a minute.',
  })
  expect((await app.post(address)).status).toBe(201)
})

describe('an owner', () => {
  it('trusts a key by hand, and takes that back', async () => {
    const { ctx, address } = await start()
    const own = createBoostApp('our-own-app')
    const { patch } = await askAs(ctx)
    expect((await own.post(address)).json).toMatchObject({ code: 'app_not_registered' })
    expect((await patch('/metaboost/apps/our-own-app', { key: own.x, name: 'Our app' })).status).toBe(204)
    expect((await own.post(address)).status).toBe(201)
    expect((await patch('/metaboost/apps/our-own-app', { key: null })).status).toBe(204)
    expect((await own.post(address)).json).toMatchObject({ code: 'app_not_registered' })
    expect((await patch('/metaboost/apps/our-own-app', { key: 'short' })).status).toBe(400)
    expect((await patch('/metaboost/apps/readout-test', { key: own.x })).status).toBe(422)
  })

  it('blocks an app, and a sender, which apps are told before they show their form', async () => {
    const { ctx, address } = await start()
    const { patch, get } = await askAs(ctx)
    const sender = makeBoost().sender_guid
    const capability = async () =>
      await (await fetch(`${address}?sender_guid=${sender}&app_id=${app.id}`)).json()
    expect(await capability()).toMatchObject({
      sender_blocked: false,
      app_id_checked: app.id,
      app_allowed: true,
    })
    await app.post(address)
    await patch(`/metaboost/senders/${sender}`, { blocked: true, name: 'tide' })
    expect(await capability()).toMatchObject({
      sender_blocked: true,
      sender_block_message: expect.any(String),
    })
    expect(await app.post(address)).toMatchObject({ status: 403, json: { code: 'sender_blocked' } })
    await patch(`/metaboost/apps/${app.id}`, { blocked: true })
    expect(await capability()).toMatchObject({ app_allowed: false, app_block_reason: 'app_global_blocked' })
    expect(await app.post(address)).toMatchObject({ status: 403, json: { code: 'app_global_blocked' } })
    const { body: state } = await get('/shows/harbour-lights/metaboost')
    expect(state).toMatchObject({
      apps: [{ app_id: app.id, name: 'Pod App', standing: 'blocked', posts: 1 }],
      senders: [{ sender_guid: sender, name: 'tide', app: 'Podapp', blocked: true }],
    })
    await patch(`/metaboost/senders/${sender}`, { blocked: false })
    await patch(`/metaboost/apps/${app.id}`, { blocked: false })
    expect((await app.post(address)).status).toBe(201)
  })

  it('alone may do so', async () => {
    const { ctx } = await start()
    const { patch } = await askAs(ctx, ['read', 'intake', 'export'])
    expect((await patch(`/metaboost/apps/${app.id}`, { blocked: true })).status).toBe(403)
    expect((await patch(`/metaboost/senders/${makeBoost().sender_guid}`, { blocked: true })).status).toBe(403)
  })
})

it('the address says what it takes', async () => {
  const { ctx, url, address } = await start()
  expect(await (await fetch(address)).json()).toEqual({
    schema: 'mbrss-v1',
    message_char_limit: 10_000,
    terms_of_service_url: `${url}/boost-terms/harbour-lights`,
    schema_definition_url: `${url}/v1/standard/mbrss-v1/openapi.json`,
    preferred_currency: 'USD',
    sender_blocked: false,
  })
  await ctx.db.updateTable('shows').set({ is_public: true }).execute()
  const other = `${url}${ADDRESS.replace('mbrss-v1', 'mb-v1')}?sender_guid=nobody&app_id=stranger`
  expect(await (await fetch(other)).json()).toMatchObject({
    schema: 'mb-v1',
    public_messages_url: `${url}/v1/standard/mb-v1/messages/public/harbour-lights`,
    app_allowed: false,
    app_block_reason: 'app_not_registered',
  })
})
