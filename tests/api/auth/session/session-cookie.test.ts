import request from 'supertest'
import { describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { createSetupLink } from '#api/auth/setup-link.ts'
import { shareDatabase } from '#tests/helper/share-database.ts'
import type { TestContext } from '#tests/helper/test-context.ts'

const createContext = shareDatabase()

let ctx: TestContext | undefined

async function setUp(env: Record<string, string>, headers: Record<string, string> = {}) {
  ctx = await createContext({ env })
  const app = createApp(ctx)
  const token = new URL((await createSetupLink(ctx)) ?? '').hash.slice(1)
  const answer = await request(app)
    .post('/api/v1/setup')
    .set(headers)
    .send({ token, email: 'chris@example.com', password: 'tinfoil hat for a dish' })
  return { app, cookie: answer.get('Set-Cookie')?.[0] ?? '' }
}

describe('the session cookie', () => {
  it.each([
    ['PUBLIC_URL is https', { PUBLIC_URL: 'https://boosts.example.com' }, {}],
    ['a trusted proxy says https', { TRUST_PROXY: '127.0.0.1' }, { 'X-Forwarded-Proto': 'https' }],
  ])('is bound to this host and to https where %s', async (_where, env, headers) => {
    const { app, cookie } = await setUp(env, headers)
    expect(cookie).toMatch(
      /^__Host-readout_session=[\w-]{43}; Max-Age=7776000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
    const value = cookie.split(';')[0] ?? ''
    const me = (sent: string) => request(app).get('/api/v1/auth/me').set(headers).set('Cookie', sent)
    expect((await me(value)).status).toBe(200)
    // One that another host of the domain, or plain http, could have set.
    expect((await me(value.replace('__Host-', ''))).status).toBe(401)
  })

  it('needs no https on one’s own machine, and nobody can talk us into it', async () => {
    const { cookie } = await setUp({}, { 'X-Forwarded-Proto': 'https' })
    expect(cookie).toMatch(/^readout_session=[\w-]{43}; Max-Age=7776000; Path=\/; HttpOnly; SameSite=Lax$/)
  })
})
