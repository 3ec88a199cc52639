import request from 'supertest'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

let ctx: TestContext
beforeAll(async () => {
  ctx = await createTestContext()
})
afterAll(() => ctx.close())

it.each([
  ['/api/openapi.json', 'application/json', /"openapi":"3\.1\.1"/],
  ['/api/docs', 'text/html', /<h1>The API of Readout<\/h1>/],
  ['/api/docs/style.css', 'text/css', /--sat-fill:.*\.operation/s],
])('anyone may read %s', async (path, type, content) => {
  const answer = await request(createApp(ctx)).get(path)
  expect([answer.status, answer.type]).toEqual([200, type])
  expect(answer.text).toMatch(content)
  expect(answer.headers['content-security-policy']).toContain("script-src 'self'")
  expect(answer.headers['cache-control']).toBe('no-cache')
})

it('its font comes from here', async () => {
  const answer = await request(createApp(ctx)).get('/api/docs/font.woff2')
  expect([answer.status, answer.type]).toEqual([200, 'font/woff2'])
})
