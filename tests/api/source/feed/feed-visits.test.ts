import type { IncomingMessage, ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readFeedState } from '#api/source/feed/read-feed-state.ts'
import { LARGEST_FEED } from '#api/source/feed/refresh-feed.ts'
import { shareFeedHost } from '#tests/api/source/feed/feed-host.ts'
import { makeFeed } from '#tests/helper/make-feed.ts'

const host = shareFeedHost()

describe('a show’s feed', () => {
  it('is asked about every hour, and only whether it changed', async () => {
    await host.boost('a', {})
    await host.follow()
    await host.round()
    await host.round()
    expect(host.asked).toHaveLength(1)
    host.clock += 70 * 60_000
    await host.round()
    expect(host.asked).toHaveLength(2)
    expect(host.asked[1]?.headers['if-none-match']).toBe('"one"')
    const state = await readFeedState(host.ctx.db, 'test-show')
    expect(state).toMatchObject({ title: 'Test Show', image: 'https://img.example/cover.jpg', problem: null })
    expect(state.fetched_at).toBe(new Date(host.clock).toISOString())
  })

  it('is asked again at once where the clock that it was asked by stood weeks ahead, and is set right', async () => {
    await host.boost('a', {})
    await host.follow()
    const right = host.clock
    host.clock += 40 * 86_400_000
    await host.round()
    expect(host.asked).toHaveLength(1)
    host.clock = right
    await host.round()
    await host.round()
    expect(host.asked).toHaveLength(2)
  })

  it('is read as it is encoded, by its declaration or by its header alone', async () => {
    const items = [{ guid: 'ep-1', title: 'À la plage: été' }]
    await host.boost('a', {})
    await host.follow()
    for (const [body, type] of [
      [Buffer.from(makeFeed({ title: 'Café', items }).replace('UTF-8', 'ISO-8859-1'), 'latin1'), 'text/xml'],
      [
        Buffer.from(makeFeed({ title: 'Café noir', items }).replace(/<\?.*?\?>/, ''), 'latin1'),
        'text/xml; charset=iso-8859-1',
      ],
      [
        Buffer.from(
          `\ufeff${makeFeed({ title: 'Café crème', items }).replace('UTF-8', 'UTF-16')}`,
          'utf16le',
        ),
        'text/xml',
      ],
    ] as const) {
      host.answer = (_, res) => res.writeHead(200, { 'Content-Type': type }).end(body)
      await host.again()
      expect((await readFeedState(host.ctx.db, 'test-show')).problem).toBeNull()
      expect((await host.episodes()).map(({ title }) => title)).toEqual(['À la plage: été'])
    }
    expect((await host.show()).title).toBe('Café crème')
  })

  it.each([
    ['replacement characters', 'Caf\ufffd', '\ufffdt\ufffd'],
    ['question marks', 'Caf?', '?t?'],
    ['entities that nobody knows', 'Caf&amp;acut;', '&acut;t&acut;'],
    ['UTF-8 taken for Latin-1 among other letters', 'CafÃ© – noir', 'Ã©tÃ© – la plage'],
    ['nothing', '', ' '],
  ])('never brings a worse title in the place of a good one: %s', async (_, title, episode) => {
    host.feed = makeFeed({ title: 'Café', items: [{ guid: 'ep-1', title: 'été' }] })
    await host.boost('a', {})
    await host.follow()
    await host.round()
    host.feed = makeFeed({ title, items: [{ guid: 'ep-1', title: episode }] })
    await host.again()
    await host.again()
    const state = await readFeedState(host.ctx.db, 'test-show')
    expect([state.title, state.problem]).toEqual(['Café', null])
    expect((await host.show()).title).toBe('Café')
    expect((await host.episodes()).map((one) => one.title)).toEqual(['été'])
  })

  it('is unpacked where its server does not say that it is packed', async () => {
    host.feed = makeFeed({ title: 'Packed' })
    host.answer = (_, res) =>
      res.writeHead(200, { 'Content-Type': 'application/x-gzip' }).end(gzipSync(host.feed))
    await host.boost('a', {})
    await host.follow()
    await host.round()
    expect((await host.show()).title).toBe('Packed')
  })

  it.each([
    [
      'a page',
      (_: IncomingMessage, res: ServerResponse) => void res.end('<html>hello</html>'),
      /no RSS feed/,
    ],
    [
      'nothing',
      (_: IncomingMessage, res: ServerResponse) => void res.writeHead(404).end(),
      /no feed at its address \(404\)/,
    ],
    [
      'larger than can be',
      (_: IncomingMessage, res: ServerResponse) => void res.end(Buffer.alloc(LARGEST_FEED + 1, 'x')),
      /larger than 50 MiB/,
    ],
    [
      'larger than can be once it is unpacked',
      (_: IncomingMessage, res: ServerResponse) =>
        void res.end(gzipSync(Buffer.alloc(LARGEST_FEED + 1, 'x'))),
      /larger than 50 MiB/,
    ],
    [
      'packed, and cut off',
      (_: IncomingMessage, res: ServerResponse) => void res.end(gzipSync('x'.repeat(1000)).subarray(0, 15)),
      /cannot be unpacked/,
    ],
    [
      'a way into the network',
      (_: IncomingMessage, res: ServerResponse) =>
        void res.writeHead(302, { Location: 'https://10.0.0.1/' }).end(),
      /public internet/,
    ],
  ])('that is %s is said, and tried again later', async (_, broken, words) => {
    await host.boost('a', {})
    host.answer = broken
    await host.follow()
    await host.round()
    const state = await readFeedState(host.ctx.db, 'test-show')
    expect(state.problem).toMatch(words)
    expect(state.next_step).toMatch(/\.$/)
    await host.round()
    expect(host.asked).toHaveLength(1)
    host.answer = null
    host.clock += 10 * 60_000
    await host.round()
    expect((await readFeedState(host.ctx.db, 'test-show')).problem).toBeNull()
  })

  it('is followed where it moved for good', async () => {
    await host.boost('a', {})
    host.answer = (req, res) =>
      req.url === '/new.xml' ? res.end(host.feed) : res.writeHead(301, { Location: '/new.xml' }).end()
    await host.follow()
    await host.round()
    expect((await host.show()).feed_url).toBe(`${host.url}/new.xml`)
    await host.round()
    expect(host.asked).toHaveLength(2)
  })
})
