import request from 'supertest'
import { beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { personCredential } from '#tests/helper/credential.ts'
import { shareDatabase } from '#tests/helper/share-database.ts'
import type { TestContext } from '#tests/helper/test-context.ts'

const createContext = shareDatabase()

const DAY = 24 * 3600 * 1000
const PASSWORD = 'tinfoil hat for a dish'

let now: Date
let ctx: TestContext
let app: ReturnType<typeof createApp>
let owner: { Cookie: string; userId: string }
beforeEach(async () => {
  now = new Date('2026-11-22T20:00:00Z')
  ctx = await createContext({ now: () => now })
  app = createApp(ctx)
  owner = await personCredential(ctx, 'owner')
})

const invite = (email: string, role: string) =>
  request(app).post('/api/v1/users/invites').set('Cookie', owner.Cookie).send({ email, role })
const tokenOf = (answer: request.Response) => new URL(answer.body.link).hash.slice(1)
const check = (token: string) => request(app).post('/api/v1/invites/check').send({ token })
const accept = (token: string, password = PASSWORD) =>
  request(app).post('/api/v1/invites/accept').send({ token, password, name: 'Brent' })
const users = async () => (await request(app).get('/api/v1/users').set('Cookie', owner.Cookie)).body.items

describe('an invitation', () => {
  it('makes an account of its email and role, and signs in', async () => {
    const made = await invite('Brent@Example.com', 'host')
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({ email: 'brent@example.com', role: 'host', state: 'open' })
    expect(made.body.link).toMatch(/^http:\/\/127\.0\.0\.1:3000\/studio\/invite#[\w-]{43}$/)
    const token = tokenOf(made)
    expect((await check(token)).body).toMatchObject({ email: 'brent@example.com', role: 'host' })
    const accepted = await accept(token)
    expect(accepted.status).toBe(201)
    expect(accepted.body).toMatchObject({ email: 'brent@example.com', role: 'host', name: 'Brent' })
    const cookie = accepted.get('Set-Cookie')?.[0]?.split(';')[0] ?? ''
    expect((await request(app).get('/api/v1/users').set('Cookie', cookie)).status).toBe(403)
    expect((await users()).map((user: { email: string }) => user.email)).toContain('brent@example.com')
  })

  it('cannot be turned into another role or another email', async () => {
    const token = tokenOf(await invite('brent@example.com', 'bookkeeper'))
    const answer = await request(app)
      .post('/api/v1/invites/accept')
      .send({ token, password: PASSWORD, role: 'owner', email: 'evil@example.com' })
    expect(answer.status).toBe(400)
    expect((await accept(token)).body.role).toBe('bookkeeper')
  })

  it('says that it is used the second time', async () => {
    const token = tokenOf(await invite('brent@example.com', 'host'))
    await accept(token)
    for (const answer of [await check(token), await accept(token, 'another password of mine')]) {
      expect(answer.status).toBe(410)
      expect(answer.body.detail).toContain('used')
    }
    const signIn = await request(app)
      .post('/api/v1/auth/sign-in')
      .send({ email: 'brent@example.com', password: PASSWORD })
    expect(signIn.status).toBe(200)
  })

  it('makes one account when it is used twice at once', async () => {
    const token = tokenOf(await invite('brent@example.com', 'host'))
    const statuses = (await Promise.all([accept(token), accept(token)])).map(({ status }) => status)
    expect(statuses.sort()).toEqual([201, 410])
  })

  it('expires after a week, saying so', async () => {
    const token = tokenOf(await invite('brent@example.com', 'host'))
    now = new Date(now.getTime() + 7 * DAY + 1)
    const answer = await accept(token)
    expect(answer.status).toBe(410)
    expect(answer.body.detail).toContain('expired')
  })

  it('can be taken back while it is open', async () => {
    const made = await invite('brent@example.com', 'host')
    const revoke = () =>
      request(app).delete(`/api/v1/users/invites/${made.body.id}`).set('Cookie', owner.Cookie)
    expect((await revoke()).status).toBe(204)
    expect((await accept(tokenOf(made))).status).toBe(410)
    const other = await invite('brent@example.com', 'host')
    await accept(tokenOf(other))
    const late = await request(app)
      .delete(`/api/v1/users/invites/${other.body.id}`)
      .set('Cookie', owner.Cookie)
    expect(late.status).toBe(409)
  })

  it('shows its link once, and stores a hash', async () => {
    const made = await invite('brent@example.com', 'host')
    const list = await request(app).get('/api/v1/users/invites').set('Cookie', owner.Cookie)
    expect(list.body.items[0]).toMatchObject({ id: made.body.id, state: 'open' })
    expect(JSON.stringify(list.body)).not.toContain(tokenOf(made))
    expect(JSON.stringify(await ctx.db.selectFrom('invites').selectAll().execute())).not.toContain(
      tokenOf(made),
    )
    expect(JSON.stringify(await ctx.db.selectFrom('audit_log').selectAll().execute())).not.toContain(
      tokenOf(made),
    )
  })

  it('for someone with an account sets a new password and ends their sessions', async () => {
    const first = await accept(tokenOf(await invite('brent@example.com', 'host')))
    const old = first.get('Set-Cookie')?.[0]?.split(';')[0] ?? ''
    expect((await invite('brent@example.com', 'owner')).status).toBe(409)
    const second = await accept(tokenOf(await invite('brent@example.com', 'host')), 'the second one of mine')
    expect(second.status).toBe(201)
    expect(second.body.id).toBe(first.body.id)
    expect((await request(app).get('/api/v1/auth/me').set('Cookie', old)).status).toBe(401)
  })
})

describe('the last owner', () => {
  it('can neither go nor step down', async () => {
    const me = `/api/v1/users/${owner.userId}`
    const stepDown = await request(app).patch(me).set('Cookie', owner.Cookie).send({ role: 'host' })
    expect(stepDown.status).toBe(409)
    expect(stepDown.body.detail).toContain('only owner')
    expect((await request(app).delete(me).set('Cookie', owner.Cookie)).status).toBe(409)
  })

  it('is still there when two owners remove each other at once', async () => {
    const other = await personCredential(ctx, 'owner')
    const answers = await Promise.all([
      request(app).delete(`/api/v1/users/${other.userId}`).set('Cookie', owner.Cookie),
      request(app).delete(`/api/v1/users/${owner.userId}`).set('Cookie', other.Cookie),
    ])
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1)
    const left = await ctx.db.selectFrom('users').select('id').where('role', '=', 'owner').execute()
    expect(left).toHaveLength(1)
  })
})

describe('accounts', () => {
  it('are listed without anything of their passwords', async () => {
    await accept(tokenOf(await invite('brent@example.com', 'host')))
    const listed = await users()
    expect(listed).toHaveLength(2)
    expect(JSON.stringify(listed)).not.toMatch(/argon2|hash"/)
    expect(listed[1]).toMatchObject({
      email: 'brent@example.com',
      has_password: true,
      last_signed_in_at: ctx.now().toISOString(),
    })
  })

  it('are one for each email, however it is written', async () => {
    const add = (email: string) =>
      request(app).post('/api/v1/users').set('Cookie', owner.Cookie).send({ email, role: 'host' })
    expect((await add('wes@github')).status).toBe(201)
    expect((await add(' WES@github ')).status).toBe(409)
    expect((await add('wes')).status).toBe(400)
  })
})
