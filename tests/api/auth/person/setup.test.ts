import request from 'supertest'
import { beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { addUser } from '#api/auth/person/user.ts'
import { createSetupLink } from '#api/auth/setup-link.ts'
import { shareDatabase } from '#tests/helper/share-database.ts'
import type { TestContext } from '#tests/helper/test-context.ts'

const createContext = shareDatabase()

let ctx: TestContext
let app: ReturnType<typeof createApp>
beforeEach(async () => {
  ctx = await createContext()
  app = createApp(ctx)
})

const owner = { email: 'owner@example.com', password: 'tinfoil hat for a dish' }
const check = (token: string) => request(app).post('/api/v1/setup/check').send({ token })
const setUp = (token: string, person: object = owner) =>
  request(app)
    .post('/api/v1/setup')
    .send({ token, ...person })
const needed = async () => (await request(app).get('/api/v1/setup')).body.needed

async function newToken(): Promise<string> {
  const link = await createSetupLink(ctx)
  return new URL(link ?? '').hash.slice(1)
}

describe('the one-time link', () => {
  it('leads to the page of this service, its token where no log and no other site sees it', async () => {
    expect(await createSetupLink(ctx)).toMatch(/^http:\/\/127\.0\.0\.1:3000\/studio\/setup#[\w-]{43}$/)
    expect(await createSetupLink(ctx, 'http://127.0.0.1:4711')).toContain('http://127.0.0.1:4711/studio/')
  })

  it.each([
    [{ PUBLIC_URL: 'https://boosts.example.com/' }, 'https://boosts.example.com/studio/setup#'],
    [{ HOST: '0.0.0.0', PORT: '8080' }, 'http://localhost:8080/studio/setup#'],
    [{ HOST: '::1' }, 'http://[::1]:3000/studio/setup#'],
  ])('with %o starts with %s', async (env, start) => {
    expect(await createSetupLink(await createContext({ env }))).toContain(start)
  })

  it('makes the owner’s account and signs in', async () => {
    const token = await newToken()
    expect(await needed()).toBe(true)
    expect((await check(token)).status).toBe(204)
    const answer = await setUp(token, { ...owner, name: 'Chris' })
    expect(answer.status).toBe(201)
    expect(answer.body).toMatchObject({ kind: 'person', email: owner.email, name: 'Chris', role: 'owner' })
    expect(answer.body.may).toContain('admin')
    const cookie = answer.get('Set-Cookie')?.[0]?.split(';')[0] ?? ''
    expect((await request(app).get('/api/v1/users').set('Cookie', cookie)).status).toBe(200)
    expect(await needed()).toBe(false)
    expect((await request(app).post('/api/v1/auth/sign-in').send(owner)).status).toBe(200)
  })

  it('says that it is used the second time, and changes nothing', async () => {
    const token = await newToken()
    await setUp(token)
    for (const answer of [await check(token), await setUp(token, { ...owner, email: 'thief@example.com' })]) {
      expect(answer.status).toBe(410)
      expect(answer.body.detail).toContain('used')
    }
    expect(await ctx.db.selectFrom('users').select('email').execute()).toEqual([{ email: owner.email }])
  })

  it('makes one account when it is used many times at once', async () => {
    const token = await newToken()
    const answers = await Promise.all(
      [1, 2, 3, 4].map((n) => setUp(token, { ...owner, email: `owner${n}@example.com` })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 410, 410, 410])
    expect(await ctx.db.selectFrom('users').select('email').execute()).toHaveLength(1)
  })

  it('is new at every start until it is used, and the former one no longer works', async () => {
    const former = await newToken()
    const token = await newToken()
    expect(token).not.toBe(former)
    const answer = await setUp(former)
    expect(answer.status).toBe(404)
    expect(answer.body.detail).toContain('newest')
    expect((await setUp(token)).status).toBe(201)
    expect(await createSetupLink(ctx)).toBeNull()
  })

  it('is none where there is an owner, and one printed before no longer works', async () => {
    const token = await newToken()
    await addUser(ctx.db, { email: 'chris@example.com', name: null, role: 'owner', password_hash: null })
    expect(await createSetupLink(ctx)).toBeNull()
    expect((await setUp(token)).status).toBe(410)
  })

  it('stays good where the password is refused', async () => {
    const token = await newToken()
    expect((await setUp(token, { ...owner, password: 'too short' })).status).toBe(422)
    expect((await setUp(token, { ...owner, email: 'no address' })).status).toBe(400)
    expect((await setUp(token)).status).toBe(201)
  })

  it('is stored as a hash', async () => {
    const token = await newToken()
    const rows = await ctx.db.selectFrom('setup_links').selectAll().execute()
    expect(rows).toHaveLength(1)
    expect(rows[0]?.token_hash.equals(Buffer.from(token, 'base64url'))).toBe(false)
  })

  it('cannot be guessed at length', async () => {
    await newToken()
    for (let n = 0; n < 10; n++) expect((await check(`guess-${n}`)).status).toBe(404)
    const refused = await check('guess-10')
    expect(refused.status).toBe(429)
    expect(Number(refused.get('Retry-After'))).toBeGreaterThan(0)
  })

  it('is taken from an address from which strangers have guessed', async () => {
    const token = await newToken()
    for (let n = 0; n < 11; n++) await check(`guess-${n}`)
    expect((await check(token)).status).toBe(204)
    expect((await setUp(token)).status).toBe(201)
  })
})
