import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

const SCRIPT = `console.log(${JSON.stringify('boost '.repeat(400))})`

let ctx: TestContext
let pages: string
beforeAll(async () => {
  ctx = await createTestContext()
  pages = mkdtempSync(join(inject('runFolder'), 'pages-'))
  mkdirSync(join(pages, 'assets'))
  for (const name of ['studio', 'not-found'])
    writeFileSync(join(pages, `${name}.html`), `<!doctype html><title>${name}</title>`)
  writeFileSync(join(pages, 'theme.js'), '// theme')
  writeFileSync(join(pages, 'assets', 'studio-abc123.js'), SCRIPT)
  writeFileSync(join(pages, 'assets', 'studio-abc123.js.br'), brotliCompressSync(SCRIPT))
  writeFileSync(join(pages, 'assets', 'studio-abc123.js.gz'), gzipSync(SCRIPT))
  writeFileSync(join(pages, '..', 'secret.txt'), 'not for readers')
})
afterAll(async () => {
  rmSync(pages, { recursive: true })
  await ctx.close()
})

const get = (path: string) => request(createApp(ctx, pages)).get(path)
const titleOf = (html: string) => /<title>(.*)<\/title>/.exec(html)?.[1]

describe('a page', () => {
  it.each([
    ['/studio/', 'studio'],
    ['/studio/boosts', 'studio'],
    ['/studio/boosts/0192f0c1-7d4c-7d1e-8f8e-000000000001?q=thanks', 'studio'],
  ])('is at %s', async (path, title) => {
    const answer = await get(path)
    expect(answer.status).toBe(200)
    expect(titleOf(answer.text)).toBe(title)
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'content-security-policy': expect.stringContaining("script-src 'self'"),
      'x-content-type-options': 'nosniff',
    })
  })

  it('is not sent again where the browser has it', async () => {
    const { headers } = await get('/studio/boosts')
    const again = await get('/studio/audit').set('If-None-Match', headers.etag ?? '')
    expect(again.status).toBe(304)
  })

  it('of the studio has one address', async () => {
    const answer = await get('/studio')
    expect([answer.status, answer.headers.location]).toEqual([308, '/studio/'])
  })

  it.each([
    '/nowhere',
    '/studios',
    '/assets/studio-old999.js',
    '/studio/assets/old.js',
    '/assets/',
    '/studio.html/x',
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/%2e%2e%2fsecret.txt',
  ])('that is none is a page that says so: %s', async (path) => {
    const answer = await get(path)
    expect(answer.text).not.toContain('not for readers')
    expect([answer.status, titleOf(answer.text)]).toEqual([404, 'not-found'])
  })

  it('is never the answer of the API', async () => {
    const answer = await get('/api/v1/nowhere').set('Accept', 'text/html')
    expect([answer.status, answer.type]).toEqual([404, 'application/problem+json'])
  })

  it('that was never built is one plain sentence', async () => {
    const answer = await request(createApp(ctx, join(pages, 'none'))).get('/studio/')
    expect([answer.status, answer.type]).toEqual([503, 'text/plain'])
    expect(answer.text).toMatch(/not built yet/)
  })
})

describe('a file of the build', () => {
  it.each([
    ['br', 'br'],
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['identity', undefined],
    ['br;q=0, gzip;q=0', undefined],
  ])('comes as small as the client reads: %s', async (accepts, encoding) => {
    const answer = await get('/assets/studio-abc123.js')
      .set('Accept-Encoding', accepts)
      .buffer()
      .parse((res, done) => {
        const chunks: Buffer[] = []
        res.on('data', (chunk) => chunks.push(chunk))
        res.on('end', () => done(null, Buffer.concat(chunks)))
      })
    expect(answer.status).toBe(200)
    expect(answer.headers['content-encoding']).toBe(encoding)
    expect(answer.headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect(answer.headers.vary).toContain('Accept-Encoding')
    expect(answer.body.toString()).toBe(SCRIPT)
  })

  it('is kept for ever where its name holds a hash, else asked for again', async () => {
    const hashed = await get('/assets/studio-abc123.js')
    expect(hashed.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect((await get('/theme.js')).headers['cache-control']).toBe('no-cache')
  })
})
