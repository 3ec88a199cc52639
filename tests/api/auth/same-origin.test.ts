import request from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { keyCredential, personCredential } from '#tests/helper/credential.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

let ctx: TestContext
let app: ReturnType<typeof createApp>
let owner: { Cookie: string }
beforeAll(async () => {
  ctx = await createTestContext({ config: { publicUrl: 'http://boosts.example.com' } })
  app = createApp(ctx)
  owner = await personCredential(ctx, 'owner')
})
afterAll(() => ctx.close())

let count = 0
const addUser = (headers: Record<string, string>, credential: Record<string, string> = owner) =>
  request(app)
    .post('/api/v1/users')
    .set('Host', 'readout.lan:3000')
    .set(credential)
    .set(headers)
    .send({ email: `user${count++}@example.com`, role: 'host' })

const FOREIGN = [
  { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' },
  { 'Sec-Fetch-Site': 'cross-site' },
  { 'Sec-Fetch-Site': 'same-site', Origin: 'http://other.readout.lan:3000' },
  { Origin: 'https://evil.example' },
  { Origin: 'http://readout.lan:3001' },
  { Origin: 'http://readout.lan' },
  { Origin: 'http://readout.lan:3000.evil.example' },
  { Origin: 'https://boosts.example.com' },
  { Origin: 'null' },
  { Origin: 'nonsense' },
]

describe('a change that another site makes a browser ask for', () => {
  it.each(FOREIGN)('is refused: %o', async (headers) => {
    const answer = await addUser(headers)
    expect(answer.status).toBe(403)
    expect(answer.body.detail).toContain('another site')
  })

  it('is refused for signing in, setting up and signing out too', async () => {
    for (const path of ['auth/sign-in', 'auth/sign-out', 'setup', 'invites/accept']) {
      const answer = await request(app)
        .post(`/api/v1/${path}`)
        .set('Origin', 'https://evil.example')
        .send({ email: 'a@example.com', password: 'x', token: 'x' })
      expect({ path, status: answer.status }).toEqual({ path, status: 403 })
    }
  })

  it('is refused for whoever a trusted proxy signs in', async () => {
    const behind = await createTestContext({ env: { TRUSTED_PROXY_ADDRESS: '127.0.0.1' } })
    try {
      await personCredential(behind, 'owner')
      const { email } = await behind.db.selectFrom('users').select('email').executeTakeFirstOrThrow()
      const change = (headers: Record<string, string>) =>
        request(createApp(behind))
          .post('/api/v1/users')
          .set({ 'Tailscale-User-Login': email, ...headers })
          .send({ email: 'wes@example.com', role: 'host' })
      expect((await change({ Origin: 'https://evil.example' })).status).toBe(403)
      expect((await change({ 'Sec-Fetch-Site': 'same-origin' })).status).toBe(201)
    } finally {
      await behind.close()
    }
  })
})

describe('a change that goes through', () => {
  it.each([
    { 'Sec-Fetch-Site': 'same-origin', Origin: 'http://readout.lan:3000' },
    { Origin: 'http://readout.lan:3000' },
    { Origin: 'http://boosts.example.com' },
    {},
  ])('comes from our own page, or from no browser: %o', async (headers) => {
    expect((await addUser(headers)).status).toBe(201)
  })

  it('is made with a key, which no browser adds by itself', async () => {
    const key = await keyCredential(ctx, ['admin'])
    expect((await addUser({ Origin: 'https://dashboard.example' }, key)).status).toBe(201)
  })
})

describe('another site', () => {
  it('is never told that it may read our answers', async () => {
    const answer = await request(app).get('/api/v1/users').set(owner).set('Origin', 'https://evil.example')
    const preflight = await request(app)
      .options('/api/v1/users')
      .set({ Origin: 'https://evil.example', 'Access-Control-Request-Method': 'POST' })
    for (const { headers } of [answer, preflight])
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  })
})
