import request from 'supertest'
import { beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { createAttempts } from '#api/auth/attempts.ts'
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
  /** Milliseconds of a clock that stands still but for what a test adds. */
  let clock: number
  beforeEach(() => {
    clock = 1_000_000
    app = createApp(patient())
  })
  /** The service, waiting by that clock. */
  const patient = () => ({ ...ctx, auth: { ...ctx.auth, attempts: createAttempts(() => clock) } })
  const behindProxy = async () => {
    ctx = await createContext({ env: { TRUST_PROXY: '127.0.0.1' } })
    app = createApp(patient())
    await addUser(ctx.db, {
      email: EMAIL,
      name: null,
      role: 'host',
      password_hash: await hashPassword(PASSWORD),
    })
  }
  const from = (address: string, password = PASSWORD, email = EMAIL) =>
    signIn(email, password).set('X-Forwarded-For', address)
  const deviceOf = (answer: request.Response) =>
    (answer.get('Set-Cookie') ?? []).find((cookie) => cookie.startsWith('readout_device='))?.split(';')[0] ??
    ''

  it('from one address have to wait, right or wrong, longer each time, and a minute at most', async () => {
    for (let n = 0; n < 10; n++) expect((await signIn(`user${n}@example.com`, 'wrong')).status).toBe(401)
    const waits: number[] = []
    for (let n = 0; n < 9; n++) {
      const refused = await signIn()
      expect(refused.status).toBe(429)
      expect(refused.body.detail).toMatch(/^Too many tries\. Try again in (a second|\d+ seconds)\.$/)
      expect(refused.get('Set-Cookie')).toBeUndefined()
      const wait = Number(refused.get('Retry-After'))
      waits.push(wait)
      clock += wait * 1000
      expect((await signIn(`another${n}@example.com`, 'wrong')).status).toBe(401)
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60])
    clock += 60_000
    expect((await signIn()).status).toBe(200)
  })

  it('that are refused do not make the wait longer', async () => {
    for (let n = 0; n < 10; n++) await signIn(`user${n}@example.com`, 'wrong')
    for (let n = 0; n < 30; n++) expect((await signIn()).status).toBe(429)
    clock += 1000
    expect((await signIn()).status).toBe(200)
  })

  it('at once are refused too', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 16 }, async () => (await signIn(EMAIL, 'wrong')).status),
    )
    expect(statuses.filter((status) => status === 401)).toHaveLength(10)
    expect(statuses.filter((status) => status === 429)).toHaveLength(6)
  })

  it('at one account have to wait from whichever address; other accounts need not', async () => {
    await behindProxy()
    for (let n = 0; n < 24; n++) expect((await from(`192.0.2.${n}`, 'wrong')).status).toBe(401)
    expect((await from('198.51.100.1', 'wrong')).status).toBe(429)
    expect((await from('198.51.100.1', 'wrong', 'other@example.com')).status).toBe(401)
  })

  it('by strangers do not lock a person out on a device that they know, wherever it is by now', async () => {
    await behindProxy()
    const usual = await from('203.0.113.5')
    const Cookie = deviceOf(usual)
    expect(usual.get('Set-Cookie')?.[1]).toMatch(/; Max-Age=31536000; Path=\/; HttpOnly; SameSite=Lax$/)
    await ctx.db.deleteFrom('sessions').execute()
    for (let n = 0; n < 24; n++) await from(`192.0.2.${n}`, 'wrong')
    expect((await from('203.0.113.5')).status).toBe(429)
    expect((await from('198.51.100.1').set({ Cookie })).status).toBe(200)
    expect((await from('198.51.100.1', 'wrong', 'other@example.com').set({ Cookie })).status).toBe(401)
  })

  it('by strangers at the same address do not, either, on such a device or where the address is their usual one', async () => {
    await behindProxy()
    const Cookie = deviceOf(await from('203.0.113.5'))
    const stranger = () => from('203.0.113.5', 'wrong', `user${clock++}@example.com`)
    for (let n = 0; n < 10; n++) expect((await stranger()).status).toBe(401)
    expect((await stranger()).status).toBe(429)
    expect((await from('203.0.113.5')).status).toBe(200)
    await ctx.db.deleteFrom('sessions').execute()
    expect((await from('203.0.113.5')).status).toBe(429)
    expect((await from('203.0.113.5').set({ Cookie })).status).toBe(200)
  })

  it('on a device that is known have to wait as well, and only there', async () => {
    const Cookie = deviceOf(await signIn())
    for (let n = 0; n < 10; n++) expect((await signIn(EMAIL, 'wrong').set({ Cookie })).status).toBe(401)
    expect((await signIn().set({ Cookie })).status).toBe(429)
    expect((await signIn()).status).toBe(200)
  })

  it('with a device of one’s own making, or of another account, count like a stranger’s', async () => {
    await behindProxy()
    const own = deviceOf(await from('203.0.113.5'))
    await ctx.db.deleteFrom('sessions').execute()
    for (let n = 0; n < 24; n++) await from(`192.0.2.${n}`, 'wrong')
    const [name = ''] = own.replace('readout_device=', '').split('.')
    for (const forged of [`${name}.AAAA`, name, '~~', `.${'A'.repeat(43)}`, 'x'.repeat(5000)])
      expect((await from('198.51.100.1').set('Cookie', `readout_device=${forged}`)).status).toBe(429)
  })

  it('are not counted where they are right', async () => {
    for (let n = 0; n < 12; n++) expect((await signIn()).status).toBe(200)
  })

  it('are counted by the real address, whatever a client says of itself', async () => {
    for (let n = 0; n < 10; n++) await from(`192.0.2.${n}`, 'wrong', `user${n}@example.com`)
    expect((await from('192.0.2.99')).status).toBe(429)
  })

  it('of an IPv6 customer are counted by network', async () => {
    await behindProxy()
    for (let n = 0; n < 10; n++) await from(`2001:db8:0:1${n}::${n}`, 'wrong', `user${n}@example.com`)
    expect((await from('2001:db8:0:ff::1')).status).toBe(429)
    expect((await from('2001:db8:0:100::1', 'wrong')).status).toBe(401)
  })
})

function cookieOf(answer: request.Response): string {
  return (answer.get('Set-Cookie')?.[0] ?? '').split(';')[0] ?? ''
}
