import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import request from 'supertest'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { artworkJob } from '#api/artwork/job.ts'
import { createFetcher } from '#api/fetch/create-fetcher.ts'
import { feedsJob } from '#api/source/feed/job.ts'
import { type HttpsServer, startHttpsServer } from '#tests/helper/https-server.ts'
import { makeFeed } from '#tests/helper/make-feed.ts'
import { shareDatabase } from '#tests/helper/share-database.ts'
import type { TestContext } from '#tests/helper/test-context.ts'

const makeContext = shareDatabase()
let server: HttpsServer
let ctx: TestContext
let clock = 0
/** What the podcast's host answers, by path. */
let files: Record<string, Buffer>
let asked: { path: string; etag: string | undefined }[]
const once = new AbortController().signal

beforeAll(async () => {
  server = await startHttpsServer((req, res) => {
    const path = req.url ?? ''
    asked.push({ path, etag: req.headers['if-none-match'] })
    const file = files[path]
    if (!file) return res.writeHead(404).end()
    const etag = `"${file.length}"`
    if (req.headers['if-none-match'] === etag) return res.writeHead(304).end()
    // Whatever it says that it is.
    res.writeHead(200, { ETag: etag, 'Content-Type': 'image/jpeg' }).end(file)
  })
})
afterAll(() => server.close())

beforeEach(async () => {
  clock = Date.parse('2026-11-20T12:00:00Z')
  asked = []
  const fetcher = createFetcher({
    mayConnect: (address) => address === '127.0.0.1',
    lookup: (_, __, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
    ca: server.ca,
  })
  ctx = { ...(await makeContext({ now: () => new Date(clock) })), fetcher }
  files = { '/cover.png': await picture('#aa3300', 1400), '/one.png': await picture('#0033aa', 500) }
  const feed = makeFeed({
    items: [
      {
        guid: 'one',
        title: 'One',
        inside: `<itunes:duration>3720</itunes:duration><link>https://show.example/1</link><itunes:image href="${server.url}/one.png"/>`,
      },
      { guid: 'two', title: 'Two', date: 'Mon, 16 May 2022 19:00:00 -0700' },
    ],
  })
    .replace('https://img.example/cover.jpg', `${server.url}/cover.png`)
    .replace('<channel>', '<channel><link>https://show.example/</link>')
  files['/feed.xml'] = Buffer.from(feed)
  await ctx.db
    .insertInto('shows')
    .values({
      slug: 'test-show',
      title: 'Test Show',
      status: 'kept',
      is_public: true,
      feed_url: `${server.url}/feed.xml`,
      lightning_address: 'show@example.org',
    })
    .execute()
  await feedsJob.run(ctx, once)
})
afterEach(() => ctx.close())

const picture = (background: string, side: number) =>
  sharp({ create: { width: side, height: side, channels: 3, background } })
    .png()
    .toBuffer()

const get = (path: string) => request(createApp(ctx)).get(path)
const show = async () => (await get('/api/v1/public/shows/test-show')).body
const episode = async (title: string) => {
  const { id } = await ctx.db
    .selectFrom('episodes')
    .select('id')
    .where('title', '=', title)
    .executeTakeFirstOrThrow()
  return (await get(`/api/v1/public/shows/test-show/episodes/${id}`)).body
}
/** The colour in the middle of a picture that is served. */
async function look(address: string) {
  const { body, headers } = await get(address)
  const { width, height, format } = await sharp(body).metadata()
  const { data } = await sharp(body).resize(1, 1).raw().toBuffer({ resolveWithObject: true })
  return { width, height, format, type: headers['content-type'], red: (data[0] ?? 0) > (data[2] ?? 0) }
}
const problem = async () =>
  (
    await ctx.db
      .selectFrom('artwork')
      .select('problem')
      .where('url', 'like', '%cover.png')
      .executeTakeFirstOrThrow()
  ).problem

describe('artwork', () => {
  it('is the feed’s, made small and served from here, the show’s where an episode has none of its own', async () => {
    expect((await show()).artwork).toBeNull()
    await artworkJob.run(ctx, once)
    await expect.poll(async () => (await show()).artwork).not.toBeNull()
    const [of, one, two] = [await show(), await episode('One'), await episode('Two')]
    expect(of).toMatchObject({ site: 'https://show.example/', feed: `${server.url}/feed.xml` })
    expect(one).toMatchObject({ duration_s: 3720, site: 'https://show.example/1' })
    expect(two.artwork).toBe(of.artwork)
    const square = { width: 320, height: 320, format: 'webp', type: 'image/webp' }
    expect(await look(of.artwork)).toEqual({ ...square, red: true })
    expect(await look(one.artwork)).toEqual({ ...square, red: false })
    const { text } = await get('/s/test-show')
    expect(text).toContain(`src="${of.artwork}"`)
    expect(text).toMatch(/href="https:\/\/show\.example\/"[^>]*>Website</)
    expect((await get(`/s/test-show/e/${one.id}`)).text).toContain('1 h 2 min')
  })

  it('is asked for again after a day and not sent twice, to us or to readers', async () => {
    await artworkJob.run(ctx, once)
    const { artwork } = await show()
    asked = []
    await artworkJob.run(ctx, once)
    expect(asked).toEqual([])
    clock += 36 * 3_600_000
    await artworkJob.run(ctx, once)
    expect(asked.map(({ path, etag }) => [path, etag !== undefined]).toSorted()).toEqual([
      ['/cover.png', true],
      ['/one.png', true],
    ])
    const first = await get(artwork)
    expect(await get(artwork).set('If-None-Match', first.headers.etag ?? '')).toMatchObject({ status: 304 })
  })

  it.each([
    [
      'a drawing that could hold scripts',
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
      /^It is no picture/,
    ],
    ['a page', () => Buffer.from('<!doctype html><title>Sign in</title>'), /^It is no picture/],
    [
      'one that is cut off',
      async () => (await picture('#aa3300', 300)).subarray(0, 100),
      /^It is no picture/,
    ],
    [
      'one of more pixels than can be opened',
      () => headOf(60_000, 60_000),
      /^It has more than 50 million pixels/,
    ],
    ['a file that is too long', () => Buffer.alloc(21 * 1024 * 1024), /larger than 20 MiB/],
  ])('that is %s is refused in a sentence, and the page lives', async (_, make, sentence) => {
    files['/cover.png'] = await make()
    await artworkJob.run(ctx, once)
    expect(await problem()).toMatch(sentence)
    expect(await show()).toMatchObject({ artwork: null })
    expect((await get('/s/test-show')).status).toBe(200)
    expect((await get('/s/test-show/artwork.webp')).status).toBe(404)
    // A good one is found later by itself.
    files['/cover.png'] = await picture('#aa3300', 600)
    clock += 3 * 3_600_000
    await artworkJob.run(ctx, once)
    expect(await problem()).toBeNull()
    await expect.poll(async () => (await show()).artwork).toContain('/artwork.webp?v=')
  })

  it('stays while its host is away, goes with the feed’s word for it, and is nobody’s of a private show', async () => {
    await artworkJob.run(ctx, once)
    const { artwork } = await show()
    delete files['/cover.png']
    clock += 36 * 3_600_000
    await artworkJob.run(ctx, once)
    expect([await problem(), (await show()).artwork]).toEqual(['It answers 404.', artwork])
    await ctx.db.updateTable('shows').set({ is_public: false }).execute()
    await expect.poll(async () => (await get(artwork)).status).toBe(404)
    await ctx.db.updateTable('shows').set({ is_public: true }).execute()
    await ctx.db
      .updateTable('feeds')
      .set({ image_url: `${server.url}/new.png` })
      .execute()
    files['/new.png'] = await picture('#11aa11', 400)
    await artworkJob.run(ctx, once)
    const urls = await ctx.db.selectFrom('artwork').select('url').orderBy('url').execute()
    expect(urls.map(({ url }) => url.slice(server.url.length))).toEqual(['/new.png', '/one.png'])
  })
})

/** The head of a PNG of this size, and hardly anything in it. */
function headOf(width: number, height: number): Buffer {
  const part = (name: string, data: Buffer) => {
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    const named = Buffer.concat([Buffer.from(name), data])
    length.writeUInt32BE(data.length)
    sum.writeUInt32BE(crc32(named))
    return Buffer.concat([length, named, sum])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    part('IHDR', head),
    part('IDAT', deflateSync(Buffer.alloc(10))),
    part('IEND', Buffer.alloc(0)),
  ])
}
