import request from 'supertest'
import { beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { personCredential } from '#tests/helper/credential.ts'
import { shareDatabase } from '#tests/helper/share-database.ts'
import type { TestContext } from '#tests/helper/test-context.ts'

const createContext = shareDatabase()

let now: Date
let ctx: TestContext
let app: ReturnType<typeof createApp>
let owner: { Cookie: string }
beforeEach(async () => {
  now = new Date('2026-11-22T20:00:00Z')
  ctx = await createContext({ now: () => now, env: { TRUST_PROXY: '127.0.0.1' } })
  app = createApp(ctx)
  owner = await personCredential(ctx, 'owner')
})

const add = (key: object) => request(app).post('/api/v1/keys').set('Cookie', owner.Cookie).send(key)
const list = async () => (await request(app).get('/api/v1/keys').set('Cookie', owner.Cookie)).body.items
const me = (key: string, from = '192.0.2.1') =>
  request(app).get('/api/v1/auth/me').set('Authorization', `Bearer ${key}`).set('X-Forwarded-For', from)

describe('an API key', () => {
  it('is shown once, and says what it may do', async () => {
    const made = await add({ name: 'node', scopes: ['intake'], source: 'my-node' })
    expect(made.status).toBe(201)
    expect(made.body.key).toMatch(/^rdo_[A-Za-z0-9_-]{43}$/)
    expect(made.get('Cache-Control')).toBe('no-store')
    expect((await me(made.body.key)).body).toEqual({
      kind: 'key',
      id: made.body.id,
      name: 'node',
      scopes: ['intake'],
      source: 'my-node',
      shows: null,
      may: ['public', 'self', 'intake'],
    })
    expect(JSON.stringify(await list())).not.toContain(made.body.key)
  })

  it('is stored as a hash, and is in no audit entry', async () => {
    const { body } = await add({ name: 'node', scopes: ['read'] })
    for (const table of ['api_keys', 'audit_log'] as const)
      expect(JSON.stringify(await ctx.db.selectFrom(table).selectAll().execute())).not.toContain(body.key)
  })

  it('stops at once when it is revoked, also one used a moment before', async () => {
    const { body } = await add({ name: 'node', scopes: ['read'] })
    expect((await me(body.key)).status).toBe(200)
    const revoked = await request(app).delete(`/api/v1/keys/${body.id}`).set('Cookie', owner.Cookie)
    expect(revoked.body.revoked_at).toBe('2026-11-22T20:00:00.000Z')
    expect((await me(body.key)).status).toBe(401)
    expect((await request(app).delete(`/api/v1/keys/${body.id}`).set('Cookie', owner.Cookie)).status).toBe(
      200,
    )
  })

  it('stops at once also where its id is written in capitals', async () => {
    const { body } = await add({ name: 'node', scopes: ['read'] })
    expect((await me(body.key)).status).toBe(200)
    const address = `/api/v1/keys/${body.id.toUpperCase()}`
    expect((await request(app).delete(address).set('Cookie', owner.Cookie)).status).toBe(200)
    expect((await me(body.key)).status).toBe(401)
  })

  it('stops within seconds when another process revokes it', async () => {
    const { body } = await add({ name: 'node', scopes: ['read'] })
    expect((await me(body.key)).status).toBe(200)
    await ctx.db.updateTable('api_keys').set({ revoked_at: now }).execute()
    await expect.poll(async () => (await me(body.key)).status, { interval: 200 }).toBe(401)
  })

  it('tells when and from where it was last used, to the minute', async () => {
    const { body } = await add({ name: 'node', scopes: ['read'] })
    expect((await list())[0]).toMatchObject({ last_used_at: null, last_used_from: null })
    await me(body.key, '192.0.2.1')
    expect((await list())[0]).toMatchObject({
      last_used_at: '2026-11-22T20:00:00.000Z',
      last_used_from: '192.0.2.1',
    })
    now = new Date('2026-11-22T20:00:30Z')
    ctx.auth.keys.clear()
    await me(body.key, '192.0.2.2')
    expect((await list())[0].last_used_from).toBe('192.0.2.1')
    now = new Date('2026-11-22T20:01:01Z')
    ctx.auth.keys.clear()
    await me(body.key, '192.0.2.3')
    expect((await list())[0]).toMatchObject({
      last_used_at: '2026-11-22T20:01:01.000Z',
      last_used_from: '192.0.2.3',
    })
  })

  it('is not taken shortened, lengthened, changed or in another case', async () => {
    const { body } = await add({ name: 'node', scopes: ['admin'] })
    const key: string = body.key
    const last = key.endsWith('A') ? 'B' : 'A'
    for (const forged of [
      key.slice(0, -1),
      `${key}A`,
      key.slice(4),
      key.slice(0, -1) + last,
      key.toUpperCase(),
      '',
      'rdo_',
    ])
      expect((await me(forged)).status).toBe(401)
    const inUrl = await request(app).get(`/api/v1/auth/me?key=${key}&access_token=${key}`)
    expect(inUrl.status).toBe(401)
    expect((await request(app).get('/api/v1/auth/me').set('Authorization', `bearer ${key}`)).status).toBe(200)
  })

  it('has a name of its own among those in use', async () => {
    const { body } = await add({ name: 'node', scopes: ['read'] })
    expect((await add({ name: 'node', scopes: ['read'] })).status).toBe(409)
    await request(app).delete(`/api/v1/keys/${body.id}`).set('Cookie', owner.Cookie)
    expect((await add({ name: 'node', scopes: ['read'] })).status).toBe(201)
    expect((await list()).map((key: { revoked_at: unknown }) => key.revoked_at === null)).toEqual([
      true,
      false,
    ])
  })

  it.each([
    { name: '', scopes: ['read'] },
    { name: 'x', scopes: [] },
    { name: 'x', scopes: ['root'] },
    { name: 'x' },
    { name: 'x', scopes: 'read' },
  ])('is not made of %o', async (wanted) => {
    expect((await add(wanted)).status).toBe(400)
  })
})
