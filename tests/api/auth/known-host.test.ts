import request from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { personCredential } from '#tests/helper/credential.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

let ctx: TestContext
let app: ReturnType<typeof createApp>
let cookie: { Cookie: string }
beforeAll(async () => {
  ctx = await createTestContext({
    env: {
      PUBLIC_URL: 'http://boosts.example.com:8080',
      HOSTS: 'Other.example.com, third.example',
      TRUST_PROXY: '127.0.0.1',
      TRUSTED_PROXY_ADDRESS: '127.0.0.1,::1',
    },
  })
  app = createApp(ctx)
  const { Cookie } = await personCredential(ctx, 'owner')
  cookie = { Cookie }
})
afterAll(() => ctx.close())

describe('the API', () => {
  it.each([
    'boosts.example.com',
    'boosts.example.com:8080',
    'BOOSTS.example.com.',
    'other.example.com:3000',
    'third.example',
    'localhost:3000',
    '127.0.0.1:3000',
    '[::1]:3000',
    '192.168.1.20',
    'umbrel',
    'umbrel.local:3000',
    'readout.home.arpa',
  ])('answers as %s', async (host) => {
    expect((await request(app).get('/api/v1/users').set('Host', host).set(cookie)).status).toBe(200)
  })

  it.each([
    'evil.example:3000',
    'boosts.example.com.evil.example',
    '127.0.0.1.evil.example',
    'local.example',
    'nolocal.com',
  ])('does not answer as %s, whatever is forwarded, and says what to do', async (host) => {
    const answer = await request(app)
      .post('/api/v1/keys')
      .set({
        Host: host,
        Origin: `http://${host}`,
        'Sec-Fetch-Site': 'same-origin',
        'X-Forwarded-Host': 'boosts.example.com',
        'Tailscale-User-Login': 'owner@example.com',
      })
      .set(cookie)
      .send({ name: 'key', scopes: ['admin'] })
    expect(answer.status).toBe(421)
    expect(answer.body.detail).toContain('add this one to HOSTS')
  })

  it('answers what is public under any name', async () => {
    expect((await request(app).get('/api/v1/public/shows').set('Host', 'evil.example')).status).toBe(200)
  })
})
