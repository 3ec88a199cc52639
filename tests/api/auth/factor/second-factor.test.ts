import { Secret, TOTP } from 'otpauth'
import request from 'supertest'
import { beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { endSigned, readSigned, signStep } from '#api/auth/factor/step.ts'
import { hashPassword } from '#api/auth/password/hash-password.ts'
import { createInvite } from '#api/auth/person/invite.ts'
import { createSignInLink } from '#api/auth/person/sign-in-link.ts'
import { addUser } from '#api/auth/person/user.ts'
import { createSecretBox } from '#api/auth/secret-box.ts'
import { personCredential } from '#tests/helper/credential.ts'
import { shareDatabase } from '#tests/helper/share-database.ts'
import type { TestContext } from '#tests/helper/test-context.ts'

const createContext = shareDatabase()

const EMAIL = 'chris@example.com'
const PASSWORD = 'tinfoil hat for a dish'
const MINUTE = 60_000

let now: Date
let ctx: TestContext
let app: ReturnType<typeof createApp>
let id: string
beforeEach(async () => {
  now = new Date('2026-11-22T20:00:00Z')
  ctx = await createContext({ now: () => now })
  app = createApp(ctx)
  const made = {
    email: EMAIL,
    name: 'Chris',
    role: 'host' as const,
    password_hash: await hashPassword(PASSWORD),
  }
  id = (await addUser(ctx.db, made)).id
})

const later = (ms: number) => {
  now = new Date(now.getTime() + ms)
}
const cookieOf = (answer: request.Response) => answer.get('Set-Cookie')?.[0]?.split(';')[0] ?? ''
const signIn = () => request(app).post('/api/v1/auth/sign-in').send({ email: EMAIL, password: PASSWORD })
const give = (step: string, code: string) =>
  request(app).post('/api/v1/auth/sign-in/factor').send({ step, code })
const as = (cookie: string, method: 'get' | 'post' | 'delete' | 'put', path: string, body?: object) => {
  const asked = request(app)[method](`/api/v1${path}`).set('Cookie', cookie)
  return body === undefined ? asked : asked.send(body)
}
const codeOf = (secret: string) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now.getTime() })

/** Adds an app in a new session. */
async function addApp() {
  const cookie = cookieOf(await signIn())
  const { body: app } = await as(cookie, 'post', '/auth/factors/code-app/begin')
  const added = await as(cookie, 'post', '/auth/factors/code-app', { code: codeOf(app.secret) })
  return {
    cookie,
    secret: app.secret as string,
    uri: app.uri as string,
    added,
    codes: added.body.recovery_codes as string[],
  }
}

describe('an app that shows codes', () => {
  it('is asked for beside the password once a code of it was given', async () => {
    const { secret, uri, added } = await addApp()
    expect(uri).toMatch(/^otpauth:\/\/totp\/Readout:chris%40example\.com\?/)
    expect(added.body.recovery_codes).toHaveLength(10)
    later(MINUTE)
    const asked = await signIn()
    expect(asked.body).toMatchObject({ kind: 'factor', ways: ['code', 'recovery'], passkey: null })
    expect(asked.get('Set-Cookie')).toBeUndefined()
    const entered = await give(asked.body.step, codeOf(secret))
    expect(entered.body).toMatchObject({ kind: 'person', email: EMAIL })
    const { body } = await as(cookieOf(entered), 'get', '/auth/sessions')
    expect(body.items[0]).toMatchObject({ current: true, factor: 'code' })
  })

  it('is asked for by nobody while no code of it was given', async () => {
    const cookie = cookieOf(await signIn())
    await as(cookie, 'post', '/auth/factors/code-app/begin')
    for (const code of ['000000', '¡    !', '１２３４５６'])
      expect((await as(cookie, 'post', '/auth/factors/code-app', { code })).status).toBe(422)
    expect((await signIn()).body.kind).toBe('person')
  })

  it('lets a code count once, in its half minute and the one beside, and no other account’s', async () => {
    const { secret } = await addApp()
    const used = codeOf(secret)
    expect((await give((await signIn()).body.step, used)).status).toBe(401)
    later(MINUTE)
    const code = codeOf(secret)
    const steps = [(await signIn()).body.step, (await signIn()).body.step]
    const statuses = (await Promise.all(steps.map((step) => give(step, code)))).map(({ status }) => status)
    expect(statuses.sort()).toEqual([200, 401])
    later(10 * MINUTE)
    const old = codeOf(secret)
    later(2 * MINUTE)
    expect((await give((await signIn()).body.step, old)).status).toBe(401)
  })

  it('is kept sealed, and its codes out of the audit log', async () => {
    const { secret, codes } = await addApp()
    later(MINUTE)
    const code = codeOf(secret)
    await give((await signIn()).body.step, code)
    const kept = JSON.stringify([
      await ctx.db.selectFrom('code_apps').selectAll().execute(),
      await ctx.db.selectFrom('recovery_codes').selectAll().execute(),
      await ctx.db.selectFrom('audit_log').selectAll().execute(),
    ])
    for (const hidden of [secret, code, ...codes]) expect(kept).not.toContain(hidden)
  })

  it('is guessed by nobody: after a few tries the next has to wait', async () => {
    await addApp()
    const { step } = (await signIn()).body
    const statuses: number[] = []
    for (let n = 0; n < 8; n++) statuses.push((await give(step, `00000${n}`)).status)
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429, 429])
    const failed = await ctx.db
      .selectFrom('audit_log')
      .selectAll()
      .where('action', '=', 'auth.factor-failed')
      .execute()
    expect(failed).toHaveLength(5)
    expect(failed[0]?.subject).toEqual({ user: id })
  })
})

describe('whoever knows the password and guesses codes', () => {
  it('holds nobody up who comes from a device of theirs, or is signed in', async () => {
    const { secret, codes } = await addApp()
    later(MINUTE)
    const own = await give((await signIn()).body.step, codeOf(secret))
    const device = own.get('Set-Cookie')?.find((each) => each.startsWith('readout_device='))
    const stranger = (await signIn()).body.step
    for (let n = 0; n < 8; n++) await give(stranger, `00000${n}`)
    expect((await give(stranger, codes[0] ?? '')).status).toBe(429)

    const { step } = (await signIn()).body
    const sent = request(app)
      .post('/api/v1/auth/sign-in/factor')
      .set('Cookie', device?.split(';')[0] ?? '')
    expect((await sent.send({ step, code: codes[0] })).status).toBe(200)
    later(20 * MINUTE)
    const asked = await as(cookieOf(own), 'post', '/auth/prove/ask')
    const proven = await as(cookieOf(own), 'post', '/auth/prove', { step: asked.body.step, code: codes[1] })
    expect(proven.status).toBe(204)
  })

  it('gives one code once where it is given in many answers at the same time', async () => {
    const { codes } = await addApp()
    const steps = await Promise.all(Array.from({ length: 5 }, async () => (await signIn()).body.step))
    const answers = await Promise.all(steps.map((step) => give(step, codes[0] ?? '')))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })
})

it('an app whose secret was sealed under another key is said to be so, and what cannot be looked at is no guess', async () => {
  const { codes } = await addApp()
  const other = createSecretBox({ secretKey: 'another secret key that is long enough', dataDir: '' })
  await ctx.db
    .updateTable('code_apps')
    .set({ secret: other.seal('JBSWY3DPEHPK3PXP', `code app:${id}`) })
    .execute()
  const { step } = (await signIn()).body
  for (let round = 0; round < 8; round++) {
    const answer = await give(step, '123456')
    expect(answer.status).toBe(422)
    expect(answer.body.detail).toContain('readout user link')
  }
  expect((await give(step, codes[0] ?? '')).status).toBe(200)
})

describe('a step of the sign-in', () => {
  it('is answered once, within ten minutes, and by what was asked', async () => {
    const { codes } = await addApp()
    const { step } = (await signIn()).body
    expect((await give(step, codes[0] ?? '')).status).toBe(200)
    expect((await give(step, codes[1] ?? '')).status).toBe(410)
    const slow = (await signIn()).body.step
    later(11 * MINUTE)
    expect((await give(slow, codes[1] ?? '')).status).toBe(410)
    const { cookie } = { cookie: cookieOf(await give((await signIn()).body.step, codes[1] ?? '')) }
    const { step: ofProof } = (await as(cookie, 'post', '/auth/prove/ask')).body
    expect((await give(ofProof, codes[2] ?? '')).status).toBe(410)
  })

  it('is asked of whoever sets a new password by an invitation, too', async () => {
    await addApp()
    const { link } = await createInvite(ctx, { email: EMAIL, role: 'host', shows: null })
    const token = new URL(link).hash.slice(1)
    const answer = await request(app)
      .post('/api/v1/invites/accept')
      .send({ token, password: `${PASSWORD} 2` })
    expect(answer.body.kind).toBe('factor')
    expect(answer.get('Set-Cookie')).toBeUndefined()
  })

  it('is left out by a link that was made on the machine itself', async () => {
    await addApp()
    const token = new URL(await createSignInLink(ctx, id)).hash.slice(1)
    const answer = await request(app).post('/api/v1/auth/link').send({ token })
    expect(answer.body.kind).toBe('person')
    expect((await as(cookieOf(answer), 'delete', '/auth/factors/code-app')).status).toBe(200)
    expect((await signIn()).body.kind).toBe('person')
  })
})

describe('a recovery code', () => {
  it('lets in once, however it is typed, and new ones end the old', async () => {
    const { codes, cookie } = await addApp()
    const typed = (codes[0] ?? '').toUpperCase().replaceAll('-', ' ')
    expect((await give((await signIn()).body.step, typed)).status).toBe(200)
    expect((await give((await signIn()).body.step, codes[0] ?? '')).status).toBe(401)
    expect((await as(cookie, 'get', '/auth/factors')).body.recovery_codes_left).toBe(9)
    const fresh = (await as(cookie, 'post', '/auth/factors/recovery-codes')).body.recovery_codes
    expect((await give((await signIn()).body.step, codes[1] ?? '')).status).toBe(401)
    expect((await give((await signIn()).body.step, fresh[0])).status).toBe(200)
  })
})

describe('what cannot be undone, or lets somebody in', () => {
  it('asks again who it is, a quarter of an hour after one last said so', async () => {
    const owner = await personCredential(ctx, 'owner')
    await ctx.db
      .updateTable('users')
      .set({ password_hash: await hashPassword(PASSWORD) })
      .where('id', '=', owner.userId)
      .execute()
    const make = (name: string) => as(owner.Cookie, 'post', '/keys', { name, scopes: ['read'] })
    expect((await make('one')).status).toBe(201)
    later(16 * MINUTE)
    const refused = await make('two')
    expect(refused.status).toBe(403)
    expect(refused.body.type).toBe('urn:readout:problem:prove-again')
    expect((await as(owner.Cookie, 'get', '/boosts')).status).toBe(200)
    expect((await as(owner.Cookie, 'post', '/auth/prove/ask')).body.ways).toEqual(['password'])
    expect((await as(owner.Cookie, 'post', '/auth/prove', { password: 'wrong' })).status).toBe(403)
    expect((await make('two')).status).toBe(403)
    expect((await as(owner.Cookie, 'post', '/auth/prove', { password: PASSWORD })).status).toBe(204)
    expect((await make('two')).status).toBe(201)
  })

  it('asks who has a second factor for that, and not for the password', async () => {
    const { cookie, secret } = await addApp()
    later(20 * MINUTE)
    expect((await as(cookie, 'post', '/auth/factors/recovery-codes')).status).toBe(403)
    expect((await as(cookie, 'post', '/auth/prove', { password: PASSWORD })).status).toBe(403)
    const { step } = (await as(cookie, 'post', '/auth/prove/ask')).body
    expect((await as(cookie, 'post', '/auth/prove', { step, code: '000000' })).status).toBe(403)
    expect((await as(cookie, 'post', '/auth/prove', { step, code: codeOf(secret) })).status).toBe(204)
    expect((await as(cookie, 'post', '/auth/factors/recovery-codes')).status).toBe(200)
  })
})

describe('a second factor that the owner demands of a role', () => {
  it('ends sessions without one, and leaves nothing but setting it up to those who have none', async () => {
    const owner = await personCredential(ctx, 'owner')
    const before = cookieOf(await signIn())
    expect((await as(owner.Cookie, 'put', '/users/second-factor', { roles: ['host'] })).status).toBe(200)
    expect((await as(before, 'get', '/boosts')).status).toBe(401)
    const entered = await signIn()
    expect(entered.body).toMatchObject({
      kind: 'person',
      lacks_factor: true,
      may: ['public', 'self', 'person'],
    })
    const cookie = cookieOf(entered)
    expect((await as(cookie, 'get', '/boosts')).status).toBe(403)
    const { body: made } = await as(cookie, 'post', '/auth/factors/code-app/begin')
    await as(cookie, 'post', '/auth/factors/code-app', { code: codeOf(made.secret) })
    expect((await as(cookie, 'get', '/boosts')).status).toBe(200)
    expect((await as(cookie, 'delete', '/auth/factors/code-app')).status).toBe(409)
  })

  it('shuts out no owner who has none', async () => {
    const owner = await personCredential(ctx, 'owner')
    const answer = await as(owner.Cookie, 'put', '/users/second-factor', { roles: ['owner'] })
    expect(answer.status).toBe(409)
    expect((await as(owner.Cookie, 'get', '/users/second-factor')).body.roles).toEqual([])
  })
})

it('a session says what was last done with it', async () => {
  const owner = await personCredential(ctx, 'owner')
  await as(owner.Cookie, 'post', '/keys', { name: 'one', scopes: ['read'] })
  const { body } = await as(owner.Cookie, 'get', '/auth/sessions')
  expect(body.items[0]).toMatchObject({
    last_action: 'POST /api/v1/keys',
    last_action_at: expect.any(String),
  })
})

describe('a passkey alone', () => {
  it('answers what was asked once, which is noted for no longer than it could be answered again', async () => {
    for (let round = 0; round < 2; round++) {
      const step = signStep(ctx.secrets, `challenge ${round}`, now)
      await endSigned(ctx.db, readSigned(ctx.secrets, step, now), id, now)
      later(10 * MINUTE)
      const again = readSigned(ctx.secrets, step, now)
      await expect(endSigned(ctx.db, again, id, now)).rejects.toThrow('answered already')
      later(1)
      expect(() => readSigned(ctx.secrets, step, now)).toThrow('took too long')
    }
    expect(await ctx.db.selectFrom('factor_steps').select('kind').execute()).toHaveLength(1)
  })
  it.each([
    ['something behind it', (step: string) => `${step}.x`],
    ['a dot behind it', (step: string) => `${step}.`],
    ['a space behind it', (step: string) => `${step} `],
    ['a line behind it', (step: string) => `${step}\n`],
    ['a zero before it', (step: string) => `0${step}`],
  ])('is asked for by a step that is ours to the last letter: none with %s', (_, change) => {
    const step = signStep(ctx.secrets, 'a challenge', now)
    expect(readSigned(ctx.secrets, step, now)).toBe('a challenge')
    expect(() => readSigned(ctx.secrets, change(step), now)).toThrow('took too long')
  })
})
