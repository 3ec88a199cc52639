import request from 'supertest'
import { describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { addUser } from '#api/auth/person/user.ts'
import { isOneOf } from '#api/auth/session/proxy-sign-in.ts'
import { personCredential } from '#tests/helper/credential.ts'
import { shareDatabase } from '#tests/helper/share-database.ts'
import type { TestContext } from '#tests/helper/test-context.ts'

const createContext = shareDatabase()

let ctx: TestContext | undefined

async function start(env: Record<string, string>) {
  ctx = await createContext({ env })
  await addUser(ctx.db, { email: 'chris@github', name: 'Chris', role: 'host', password_hash: null })
  const app = createApp(ctx)
  return (headers: Record<string, string>) => request(app).get('/api/v1/auth/me').set(headers)
}

describe('a proxy that signs people in', () => {
  it('is trusted by nobody unless its address is set', async () => {
    const me = await start({ TRUSTED_PROXY_HEADER: 'Tailscale-User-Login' })
    expect((await me({ 'Tailscale-User-Login': 'chris@github' })).status).toBe(401)
  })

  it('says who it is, once its address is set', async () => {
    const me = await start({ TRUSTED_PROXY_ADDRESS: '127.0.0.1,::1' })
    const answer = await me({ 'Tailscale-User-Login': 'Chris@GitHub' })
    expect(answer.body).toMatchObject({
      email: 'chris@github',
      role: 'host',
      via: 'proxy',
      has_password: false,
    })
  })

  it('may use another header', async () => {
    const me = await start({
      TRUSTED_PROXY_ADDRESS: '127.0.0.0/8',
      TRUSTED_PROXY_HEADER: 'X-Auth-Request-Email',
    })
    expect((await me({ 'X-Auth-Request-Email': 'chris@github' })).status).toBe(200)
    expect((await me({ 'Tailscale-User-Login': 'chris@github' })).status).toBe(401)
  })

  it('is not believed from another address, whatever X-Forwarded-For says', async () => {
    const me = await start({ TRUSTED_PROXY_ADDRESS: '192.0.2.7', TRUST_PROXY: '127.0.0.1' })
    const headers = { 'Tailscale-User-Login': 'chris@github', 'X-Forwarded-For': '192.0.2.7' }
    expect((await me(headers)).status).toBe(401)
  })

  it('shows the secret that was agreed, so that no other program at its address is believed', async () => {
    const me = await start({
      TRUSTED_PROXY_ADDRESS: '127.0.0.1',
      TRUSTED_PROXY_SECRET: 'a secret of the proxy',
    })
    const headers = { 'Tailscale-User-Login': 'chris@github' }
    expect((await me(headers)).status).toBe(401)
    for (const secret of ['', 'a secret of the prox', 'a secret of the proxy!'])
      expect((await me({ ...headers, 'X-Readout-Proxy-Secret': secret })).status).toBe(401)
    expect((await me({ ...headers, 'X-Readout-Proxy-Secret': 'a secret of the proxy' })).status).toBe(200)
  })

  it('makes no accounts', async () => {
    const me = await start({ TRUSTED_PROXY_ADDRESS: '127.0.0.1' })
    expect((await me({ 'Tailscale-User-Login': 'stranger@github' })).status).toBe(401)
    expect((await me({ 'Tailscale-User-Login': '' })).status).toBe(401)
  })

  it('wins over a session that was left in the browser, and loses to a key', async () => {
    const me = await start({ TRUSTED_PROXY_ADDRESS: '127.0.0.1' })
    if (!ctx) throw new Error('not started')
    const { Cookie } = await personCredential(ctx, 'owner')
    const named = { 'Tailscale-User-Login': 'chris@github', Cookie }
    expect((await me(named)).body.email).toBe('chris@github')
    expect((await me({ ...named, Authorization: 'Bearer rdo_unknown' })).status).toBe(401)
  })
})

describe('an address is one of these', () => {
  it.each([
    ['127.0.0.1', ['127.0.0.1'], true],
    ['::ffff:127.0.0.1', ['127.0.0.1'], true],
    ['10.1.2.3', ['10.0.0.0/8'], true],
    ['11.1.2.3', ['10.0.0.0/8'], false],
    ['fd7a:115c::1', ['192.0.2.1', 'fd7a:115c::/32'], true],
    ['::1', ['127.0.0.1'], false],
    ['127.0.0.1', ['::/0'], false],
    [undefined, ['0.0.0.0/0'], false],
    ['garbage', ['0.0.0.0/0'], false],
  ])('%s in %o: %s', (address, ranges, expected) => {
    expect(isOneOf(address, ranges)).toBe(expected)
  })
})
