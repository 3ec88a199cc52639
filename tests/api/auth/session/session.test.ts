import request from 'supertest'
import { beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { hashPassword } from '#api/auth/password/hash-password.ts'
import { addUser } from '#api/auth/person/user.ts'
import { personCredential, sessionCredential } from '#tests/helper/credential.ts'
import { shareDatabase } from '#tests/helper/share-database.ts'
import type { TestContext } from '#tests/helper/test-context.ts'

const createContext = shareDatabase()

const DAY = 24 * 3600 * 1000

let now: Date
let ctx: TestContext
let app: ReturnType<typeof createApp>
beforeEach(async () => {
  now = new Date('2026-11-22T20:00:00Z')
  ctx = await createContext({ now: () => now })
  app = createApp(ctx)
})

const me = (headers: { Cookie: string }) => request(app).get('/api/v1/auth/me').set('Cookie', headers.Cookie)
const later = (days: number) => {
  now = new Date(now.getTime() + days * DAY)
}

describe('a session', () => {
  it('ends after 14 days without use', async () => {
    const person = await personCredential(ctx, 'host')
    later(13.9)
    expect((await me(person)).status).toBe(200)
    later(13.9)
    expect((await me(person)).status).toBe(200)
    later(14.1)
    expect((await me(person)).status).toBe(401)
  })

  it('ends after 90 days however often it is used', async () => {
    const person = await personCredential(ctx, 'host')
    for (let week = 0; week < 12; week++) {
      later(7)
      expect((await me(person)).status).toBe(200)
    }
    later(6.1)
    expect((await me(person)).status).toBe(401)
  })

  it('cannot be forged: neither by its id nor by its hash nor with a letter changed', async () => {
    const person = await personCredential(ctx, 'owner')
    const { id, token_hash } = await ctx.db.selectFrom('sessions').selectAll().executeTakeFirstOrThrow()
    const token = person.Cookie.split('=')[1] ?? ''
    const forged = [
      id,
      token_hash.toString('base64url'),
      token_hash.toString('hex'),
      `\\x${token_hash.toString('hex')}`,
      token.slice(0, -1),
      `${token}A`,
      `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
      "' or 1=1 --",
      '%00',
      '',
    ]
    for (const value of forged) expect((await me({ Cookie: `readout_session=${value}` })).status).toBe(401)
    expect((await me(person)).status).toBe(200)
  })

  it('cannot be replayed after signing out', async () => {
    const person = await personCredential(ctx, 'host')
    const out = await request(app).post('/api/v1/auth/sign-out').set('Cookie', person.Cookie)
    expect(out.status).toBe(204)
    expect(out.get('Set-Cookie')?.[0]).toMatch(/^readout_session=; Max-Age=0/)
    expect((await me(person)).status).toBe(401)
  })

  it('is replaced when a role changes: the person signs in anew', async () => {
    const owner = await personCredential(ctx, 'owner')
    const host = await personCredential(ctx, 'host')
    const patch = await request(app)
      .patch(`/api/v1/users/${host.userId}`)
      .set('Cookie', owner.Cookie)
      .send({ role: 'bookkeeper' })
    expect(patch.status).toBe(200)
    expect((await me(host)).status).toBe(401)
  })

  it('is ended by an owner, with all others of that person', async () => {
    const owner = await personCredential(ctx, 'owner')
    const host = await personCredential(ctx, 'host')
    const ended = await request(app)
      .delete(`/api/v1/users/${host.userId}/sessions`)
      .set('Cookie', owner.Cookie)
    expect(ended.status).toBe(204)
    expect((await me(host)).status).toBe(401)
    expect((await me(owner)).status).toBe(200)
  })

  it('ends with its account', async () => {
    const owner = await personCredential(ctx, 'owner')
    const host = await personCredential(ctx, 'host')
    expect(
      (await request(app).delete(`/api/v1/users/${host.userId}`).set('Cookie', owner.Cookie)).status,
    ).toBe(204)
    expect((await me(host)).status).toBe(401)
  })
})

describe('the list of one’s sessions', () => {
  it('shows one’s own, where they come from and which is this one', async () => {
    const person = await personCredential(ctx, 'host')
    await personCredential(ctx, 'host')
    await sessionCredential(ctx, person.userId)
    const { body } = await request(app).get('/api/v1/auth/sessions').set('Cookie', person.Cookie)
    expect(body.items).toHaveLength(2)
    expect(body.items.filter((session: { current: boolean }) => session.current)).toHaveLength(1)
    expect(body.items[0]).toMatchObject({
      address: '127.0.0.1',
      user_agent: 'tests',
      created_at: '2026-11-22T20:00:00.000Z',
      expires_at: '2026-12-06T20:00:00.000Z',
    })
    expect(JSON.stringify(body)).not.toContain('hash')
  })

  it('lets one end another of one’s own, and nobody else’s', async () => {
    const person = await personCredential(ctx, 'host')
    const other = await sessionCredential(ctx, person.userId)
    const stranger = await personCredential(ctx, 'owner')
    const { body } = await request(app).get('/api/v1/auth/sessions').set('Cookie', other.Cookie)
    const { id } = body.items.find((session: { current: boolean }) => session.current)
    const end = (cookie: string) => request(app).delete(`/api/v1/auth/sessions/${id}`).set('Cookie', cookie)
    expect((await end(stranger.Cookie)).status).toBe(404)
    expect((await me(other)).status).toBe(200)
    expect((await end(person.Cookie)).status).toBe(204)
    expect((await me(other)).status).toBe(401)
    expect((await end(person.Cookie)).status).toBe(404)
  })

  it('ends them all: signed out everywhere', async () => {
    const person = await personCredential(ctx, 'host')
    const other = await sessionCredential(ctx, person.userId)
    const stranger = await personCredential(ctx, 'host')
    expect((await request(app).delete('/api/v1/auth/sessions').set('Cookie', person.Cookie)).status).toBe(204)
    expect((await me(person)).status).toBe(401)
    expect((await me(other)).status).toBe(401)
    expect((await me(stranger)).status).toBe(200)
  })
})

describe('changing one’s password', () => {
  const OLD = 'tinfoil hat for a dish'
  const NEW = 'another hat for the dish'
  let person: { Cookie: string; userId: string }
  beforeEach(async () => {
    const { id: userId } = await addUser(ctx.db, {
      email: 'wes@example.com',
      name: null,
      role: 'host',
      password_hash: await hashPassword(OLD),
    })
    person = { ...(await sessionCredential(ctx, userId)), userId }
  })
  const change = (current_password: string, new_password: string) =>
    request(app)
      .post('/api/v1/auth/password')
      .set('Cookie', person.Cookie)
      .send({ current_password, new_password })

  it('ends every session and begins a new one here', async () => {
    const other = await sessionCredential(ctx, person.userId)
    const answer = await change(OLD, NEW)
    expect(answer.status).toBe(200)
    expect((await me(person)).status).toBe(401)
    expect((await me(other)).status).toBe(401)
    const fresh = (answer.get('Set-Cookie')?.[0] ?? '').split(';')[0] ?? ''
    expect((await me({ Cookie: fresh })).status).toBe(200)
    const signIn = (password: string) =>
      request(app).post('/api/v1/auth/sign-in').send({ email: 'wes@example.com', password })
    expect((await signIn(OLD)).status).toBe(401)
    expect((await signIn(NEW)).status).toBe(200)
  })

  it('asks for the current one, and not forever', async () => {
    expect((await change('not the current one', NEW)).status).toBe(403)
    expect((await me(person)).status).toBe(200)
    for (let n = 1; n < 24; n++) await change('not the current one', NEW)
    expect((await change(OLD, NEW)).status).toBe(429)
  })

  it('refuses a weak one', async () => {
    const answer = await change(OLD, 'password1234')
    expect(answer.status).toBe(422)
    expect(answer.body.detail).toContain('common')
    expect((await me(person)).status).toBe(200)
  })
})
