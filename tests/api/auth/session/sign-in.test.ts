import request from 'supertest'
import { beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { hashPassword } from '#api/auth/password/hash-password.ts'
import { addUser } from '#api/auth/person/user.ts'
import { cpuTime } from '#tests/helper/cpu-time.ts'
import { shareDatabase } from '#tests/helper/share-database.ts'
import type { TestContext } from '#tests/helper/test-context.ts'

const createContext = shareDatabase()

const EMAIL = 'chris@example.com'
const PASSWORD = 'tinfoil hat for a dish'

let ctx: TestContext
let app: ReturnType<typeof createApp>
beforeEach(async () => {
  ctx = await createContext()
  app = createApp(ctx)
  await addUser(ctx.db, {
    email: EMAIL,
    name: 'Chris',
    role: 'host',
    password_hash: await hashPassword(PASSWORD),
  })
})

const signIn = (email = EMAIL, password = PASSWORD) =>
  request(app).post('/api/v1/auth/sign-in').send({ email, password })

describe('signing in', () => {
  it('gives a session and says who one is and what one may do', async () => {
    const answer = await signIn(' Chris@Example.com ')
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      kind: 'person',
      email: EMAIL,
      name: 'Chris',
      role: 'host',
      via: 'session',
    })
    expect(answer.body.may).toEqual(expect.arrayContaining(['read', 'edit', 'intake']))
    expect(answer.body.may).not.toContain('admin')
    const me = await request(app).get('/api/v1/auth/me').set('Cookie', cookieOf(answer))
    expect(me.body).toEqual(answer.body)
  })

  it('keeps the token from scripts and from other sites, and out of the database', async () => {
    const answer = await signIn()
    const [cookie = ''] = answer.get('Set-Cookie') ?? []
    expect(cookie).toMatch(/^readout_session=[A-Za-z0-9_-]{43}; /)
    for (const part of ['HttpOnly', 'SameSite=Lax', 'Path=/', 'Max-Age=7776000'])
      expect(cookie).toContain(part)
    expect(cookie).not.toContain('Domain')
    const token = cookieOf(answer).split('=')[1] ?? ''
    const rows = await ctx.db.selectFrom('sessions').selectAll().execute()
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(token)
    expect(rows[0]?.token_hash.equals(Buffer.from(token))).toBe(false)
  })

  it('answers an unknown account and a wrong password alike', async () => {
    const wrong = await signIn(EMAIL, 'tinfoil hat for a cat')
    const unknown = await signIn('nobody@example.com', PASSWORD)
    expect(wrong.status).toBe(401)
    expect(unknown.status).toBe(401)
    expect(unknown.body).toEqual(wrong.body)
    expect(unknown.get('Set-Cookie')).toBeUndefined()
    expect(Object.keys(unknown.headers)).toEqual(Object.keys(wrong.headers))
  })

  it('takes as long for an unknown account as for a wrong password', async () => {
    const wrong = await cpuTime(() => signIn(EMAIL, 'tinfoil hat for a cat'))
    const unknown = await cpuTime(() => signIn('nobody@example.com', 'tinfoil hat for a cat'))
    expect(unknown / wrong).toBeGreaterThan(0.6)
    expect(unknown / wrong).toBeLessThan(1.7)
  })

  it('lets nobody in by password whose account has none', async () => {
    await addUser(ctx.db, { email: 'proxy@example.com', name: null, role: 'owner', password_hash: null })
    for (const password of ['null', 'undefined', ' ', PASSWORD])
      expect((await signIn('proxy@example.com', password)).status).toBe(401)
  })

  it('takes strings only', async () => {
    for (const password of [null, 1, {}, [PASSWORD], true])
      expect((await request(app).post('/api/v1/auth/sign-in').send({ email: EMAIL, password })).status).toBe(
        400,
      )
    expect(
      (
        await request(app)
          .post('/api/v1/auth/sign-in')
          .send({ email: { $ne: '' }, password: 'x' })
      ).status,
    ).toBe(400)
  })

  it('takes JSON only, so that no form of another site can sign anyone in', async () => {
    const form = await request(app)
      .post('/api/v1/auth/sign-in')
      .type('form')
      .send({ email: EMAIL, password: PASSWORD })
    expect(form.status).toBe(415)
    const plain = await request(app)
      .post('/api/v1/auth/sign-in')
      .set('Content-Type', 'text/plain')
      .send(JSON.stringify({ email: EMAIL, password: PASSWORD }))
    expect(plain.status).toBe(415)
  })

  it('makes a hash of an older cost anew', async () => {
    const old = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'
    await addUser(ctx.db, { email: 'old@example.com', name: null, role: 'host', password_hash: old })
    expect((await signIn('old@example.com', 'password')).status).toBe(200)
    const { password_hash } = await ctx.db
      .selectFrom('users')
      .select('password_hash')
      .where('email', '=', 'old@example.com')
      .executeTakeFirstOrThrow()
    expect(password_hash).toContain('m=19456')
    expect((await signIn('old@example.com', 'password')).status).toBe(200)
  })
})

describe('session fixation', () => {
  it('is of no use: signing in makes a new token, and the one that the browser came with ends', async () => {
    const planted = cookieOf(await signIn())
    const victim = await signIn().set('Cookie', planted)
    expect(cookieOf(victim)).not.toBe(planted)
    expect((await request(app).get('/api/v1/auth/me').set('Cookie', planted)).status).toBe(401)
    expect((await request(app).get('/api/v1/auth/me').set('Cookie', cookieOf(victim))).status).toBe(200)
  })

  it('does not adopt a token of the attacker’s own making', async () => {
    const answer = await signIn().set('Cookie', 'readout_session=chosen-by-somebody-else')
    expect(cookieOf(answer)).not.toContain('chosen')
  })
})

describe('too many tries', () => {
  it('from one address are refused, right or wrong, saying when to try again', async () => {
    for (let n = 0; n < 10; n++) expect((await signIn(`user${n}@example.com`, 'wrong')).status).toBe(401)
    const refused = await signIn()
    expect(refused.status).toBe(429)
    expect(Number(refused.get('Retry-After'))).toBeGreaterThan(0)
    expect(Number(refused.get('Retry-After'))).toBeLessThanOrEqual(900)
    expect(refused.body.detail).toMatch(/^Too many tries\. Try again in 1[45] minutes\.$/)
    expect(refused.get('Set-Cookie')).toBeUndefined()
  })

  it('at once are refused too', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 16 }, async () => (await signIn(EMAIL, 'wrong')).status),
    )
    expect(statuses.filter((status) => status === 401)).toHaveLength(10)
    expect(statuses.filter((status) => status === 429)).toHaveLength(6)
  })

  it('at one account are refused from many addresses', async () => {
    ctx = await createContext({ env: { TRUST_PROXY: '127.0.0.1' } })
    app = createApp(ctx)
    for (let n = 0; n < 24; n++)
      expect((await signIn(EMAIL, 'wrong').set('X-Forwarded-For', `192.0.2.${n}`)).status).toBe(401)
    expect((await signIn(EMAIL, 'wrong').set('X-Forwarded-For', '198.51.100.1')).status).toBe(429)
    expect((await signIn('other@example.com', 'wrong').set('X-Forwarded-For', '198.51.100.1')).status).toBe(
      401,
    )
  }, 60_000)

  it('by strangers do not lock a person out where they usually sign in', async () => {
    ctx = await createContext({ env: { TRUST_PROXY: '127.0.0.1' } })
    app = createApp(ctx)
    await addUser(ctx.db, {
      email: EMAIL,
      name: null,
      role: 'host',
      password_hash: await hashPassword(PASSWORD),
    })
    const from = (address: string, password = PASSWORD) =>
      signIn(EMAIL, password).set('X-Forwarded-For', address)
    expect((await from('203.0.113.5')).status).toBe(200)
    for (let n = 0; n < 24; n++) await from(`192.0.2.${n}`, 'wrong')
    expect((await from('198.51.100.1')).status).toBe(429)
    expect((await from('203.0.113.5')).status).toBe(200)
  })

  it('are not counted where they are right', async () => {
    for (let n = 0; n < 12; n++) expect((await signIn()).status).toBe(200)
  })

  it('are counted by the real address, whatever a client says of itself', async () => {
    for (let n = 0; n < 10; n++)
      await signIn(`user${n}@example.com`, 'wrong').set('X-Forwarded-For', `192.0.2.${n}`)
    expect((await signIn().set('X-Forwarded-For', '192.0.2.99')).status).toBe(429)
  })

  it('of an IPv6 customer are counted by network', async () => {
    ctx = await createContext({ env: { TRUST_PROXY: '127.0.0.1' } })
    app = createApp(ctx)
    for (let n = 0; n < 10; n++)
      await signIn(`user${n}@example.com`, 'wrong').set('X-Forwarded-For', `2001:db8:0:1${n}::${n}`)
    expect((await signIn().set('X-Forwarded-For', '2001:db8:0:ff::1')).status).toBe(429)
    expect((await signIn().set('X-Forwarded-For', '2001:db8:0:100::1')).status).toBe(401)
  })
})

function cookieOf(answer: request.Response): string {
  return (answer.get('Set-Cookie')?.[0] ?? '').split(';')[0] ?? ''
}
