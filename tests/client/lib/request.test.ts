import { createServer } from 'node:http'
import { afterAll, beforeAll, beforeEach, expect, expectTypeOf, it } from 'vitest'
import type { ShowJson } from '#api/contract/show.ts'
import { change, get, withParams } from '#client/lib/request.ts'
import { formatError } from '#client/lib/request-error.ts'
import { serverNow } from '#client/lib/server-clock.ts'

let answer: { status: number; body: string; headers?: Record<string, string> }
let asked: { method: string | undefined; url: string | undefined; body: string; type: string | undefined }
const server = createServer(async (req, res) => {
  let body = ''
  for await (const chunk of req) body += chunk
  asked = { method: req.method, url: req.url, body, type: req.headers['content-type'] }
  res.writeHead(answer.status, answer.headers).end(answer.body)
})
const plainFetch = globalThis.fetch

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const origin = typeof address === 'object' ? `http://127.0.0.1:${address?.port}` : ''
  // A page's addresses are relative to its own.
  globalThis.fetch = (path, init) => plainFetch(new URL(String(path), origin), init)
})
beforeEach(() => {
  answer = { status: 200, body: '{"items":[]}' }
})
afterAll(() => {
  globalThis.fetch = plainFetch
  server.closeAllConnections()
  return new Promise((resolve) => server.close(resolve))
})

it('asks below /api/v1 with the parameters that are there', async () => {
  expect(await get('/boosts', { q: 'a&b', show: undefined, cursor: null, app: '', limit: 0 })).toEqual({
    items: [],
  })
  expect(asked.url).toBe('/api/v1/boosts?q=a%26b&limit=0')
  expect(withParams('/boosts', {})).toBe('/boosts')
})

it('sends JSON, and takes an answer without words', async () => {
  answer = { status: 204, body: '' }
  await change('PATCH', '/boosts/{id}', { id: '1', body: { hidden: true } })
  expect(asked).toMatchObject({
    method: 'PATCH',
    url: '/api/v1/boosts/1',
    body: '{"hidden":true}',
    type: 'application/json',
  })
  await change('DELETE', '/keys/{id}', { id: 'a/b' })
  expect(asked).toMatchObject({
    method: 'DELETE',
    url: '/api/v1/keys/a%2Fb',
    body: '',
    type: undefined,
  })
})

it("tells a problem in the problem's own words", async () => {
  answer = { status: 422, body: '{"type":"x","title":"Unprocessable","status":422,"detail":"Give a slug."}' }
  await expect(get('/shows')).rejects.toMatchObject({ status: 422, message: 'Give a slug.' })
})

it.each(['', '<html>Bad gateway</html>', '"text"', '{"detail":7}'])(
  'tells the status where the answer is %j',
  async (body) => {
    answer = { status: 502, body }
    await expect(get('/shows')).rejects.toMatchObject({ status: 502, message: 'Readout answers 502.' })
  },
)

it('says what to do where nothing answers', async () => {
  const whole = globalThis.fetch
  globalThis.fetch = () => Promise.reject(new TypeError('Failed to fetch'))
  await expect(get('/shows')).rejects.toMatchObject({ status: 0, message: /Check the connection/ })
  globalThis.fetch = whole
  expect(formatError(new TypeError('x is not a function'))).toMatch(/Reload/)
})

it("learns the server's clock", async () => {
  answer = { status: 200, body: '1', headers: { date: new Date(Date.now() + 3_600_000).toUTCString() } }
  await get('/shows')
  expect(serverNow() - Date.now()).toBeGreaterThan(3_500_000)
})

it('infers what is sent and answered from the route', () => {
  const ask = () => get('/shows/{slug}', { slug: 'a' })
  expectTypeOf(ask).returns.resolves.toEqualTypeOf<ShowJson>()
  expectTypeOf(get<'/boosts'>)
    .parameter(1)
    .toMatchTypeOf<{ limit?: unknown } | undefined>()
  // @ts-expect-error a path needs what fills it
  expect(() => get('/shows/{slug}')).toBeTypeOf('function')
  // @ts-expect-error there is no such path
  expect(() => get('/shows/{id}', { id: 'a' })).toBeTypeOf('function')
  // @ts-expect-error a route without such a change
  expect(() => change('PUT', '/shows/{slug}', { slug: 'a' })).toBeTypeOf('function')
  // @ts-expect-error a body of another form
  expect(() => change('POST', '/users/invites', { body: { email: 1 } })).toBeTypeOf('function')
})
