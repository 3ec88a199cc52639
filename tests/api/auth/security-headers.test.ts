import request from 'supertest'
import { afterEach, describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

let ctx: TestContext | undefined
afterEach(async () => {
  await ctx?.close()
  ctx = undefined
})

async function headersOf(env: Record<string, string> = {}, path = '/api/v1/auth/me') {
  ctx = await createTestContext({ env })
  return (await request(createApp(ctx)).get(path)).headers
}

describe('every answer', () => {
  it('lets a browser run and load only what is ours', async () => {
    const policy = (await headersOf())['content-security-policy'] ?? ''
    const directives = Object.fromEntries(
      policy.split(';').map((part: string) => [part.split(' ')[0], part.split(' ').slice(1)]),
    )
    expect(directives).toMatchObject({
      'default-src': ["'none'"],
      'script-src': ["'self'"],
      'style-src': ["'self'"],
      'connect-src': ["'self'"],
      'object-src': ["'none'"],
      'base-uri': ["'none'"],
      'frame-ancestors': ["'none'"],
      'form-action': ["'self'"],
    })
    expect(policy).not.toMatch(/unsafe|https?:|\*/)
  })

  it('does not say what we are made of', async () => {
    const headers = await headersOf()
    expect(headers).not.toHaveProperty('x-powered-by')
    expect(headers).not.toHaveProperty('server')
    expect(JSON.stringify(headers)).not.toMatch(/express|node|\d+\.\d+\.\d+/i)
  })

  it('is not guessed at, not framed, and sends no address to other sites', async () => {
    expect(await headersOf()).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
    })
  })

  it('asks browsers to stay on https where it is ours, and only there', async () => {
    expect(await headersOf()).not.toHaveProperty('strict-transport-security')
    await ctx?.close()
    const headers = await headersOf({ PUBLIC_URL: 'https://boosts.example.com' })
    expect(headers['strict-transport-security']).toBe('max-age=31536000')
  })
})

describe('an answer of the API', () => {
  it('is kept by no cache', async () => {
    for (const path of ['/api/v1/auth/me', '/api/v1/setup', '/api/nothing'])
      expect((await headersOf({}, path))['cache-control']).toBe('no-store')
  })

  it('to a mistake of ours tells nothing of it', async () => {
    ctx = await createTestContext()
    const app = createApp(ctx)
    await ctx.db.schema.dropTable('sessions').execute()
    const answer = await request(app).get('/api/v1/auth/me').set('Cookie', 'readout_session=x')
    expect(answer.status).toBe(500)
    expect(answer.type).toBe('application/problem+json')
    expect(answer.text).not.toMatch(/sessions|relation|select|\.ts|at /)
  })

  it('to what it cannot read is a problem with a sentence', async () => {
    ctx = await createTestContext()
    const app = createApp(ctx)
    const post = () => request(app).post('/api/v1/auth/sign-in')
    const answers = [
      [400, await post().set('Content-Type', 'application/json').send('{"email":')],
      [400, await post().set('Content-Type', 'application/json').send('"text"')],
      [415, await post().set('Content-Type', 'application/xml').send('<a/>')],
      [415, await post().set('Content-Type', 'application/json; charset=klingon').send('{}')],
      [413, await post().send({ email: 'a@example.com', password: 'x'.repeat(2_000_000) })],
      [404, await request(app).get('/api/v1/nothing/here')],
      [404, await request(app).get('/api/v2/boosts')],
      [400, await request(app).get('/api/v1/users/%E0%A4%A')],
    ] as const
    for (const [status, answer] of answers) {
      expect(answer.status).toBe(status)
      expect(answer.type).toBe('application/problem+json')
      expect(answer.body).toMatchObject({ status, type: expect.any(String), title: expect.any(String) })
      expect(answer.body.detail.length).toBeGreaterThan(20)
      expect(answer.text).not.toMatch(/\.ts|node_modules|\n +at /)
    }
  })
})
