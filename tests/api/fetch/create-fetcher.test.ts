import type { IncomingMessage, ServerResponse } from 'node:http'
import type { LookupFunction } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createFetcher, type FetchOptions } from '#api/fetch/create-fetcher.ts'
import { FetchProblem } from '#api/fetch/fetch-problem.ts'
import { type HttpsServer, startHttpsServer } from '#tests/helper/https-server.ts'

let server: HttpsServer
let answer: (req: IncomingMessage, res: ServerResponse) => void
let asked: IncomingMessage[]

beforeAll(async () => {
  server = await startHttpsServer((req, res) => {
    asked.push(req)
    answer(req, res)
  })
})
afterAll(() => server.close())
beforeEach(() => {
  asked = []
  answer = (_, res) => res.end('hello')
})

/** Every name is this machine. */
const toLoopback: LookupFunction = (_, __, done) => done(null, [{ address: '127.0.0.1', family: 4 }])
const options: FetchOptions = { maxBody: 1000, timeoutMs: 2000 }
const open = () => createFetcher({ mayConnect: () => true, lookup: toLoopback, ca: server.ca })
const fails = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (problem: unknown) => problem,
  )
  if (!(error instanceof FetchProblem)) throw new Error(`No problem of fetching: ${error}`)
  return error.code
}

describe('fetching what a stranger chose', () => {
  it('gets status, headers and body, with no credentials and no cookies', async () => {
    answer = (_, res) => {
      res.setHeader('Set-Cookie', 'a=b')
      res.setHeader('X-Thing', 'x'.repeat(100_000))
      res.end('hello')
    }
    const fetcher = open()
    const { status, headers, body } = await fetcher(`${server.url}/x`, options)
    await fetcher(`${server.url}/x`, options)
    expect({ status, thing: headers['x-thing']?.length, body: body.toString() }).toEqual({
      status: 200,
      thing: 100_000,
      body: 'hello',
    })
    for (const { headers: sent } of asked) {
      expect(sent.cookie).toBeUndefined()
      expect(sent.authorization).toBeUndefined()
    }
  })

  it('connects to nothing in its own network, however it is named', async () => {
    const strict = createFetcher({ lookup: toLoopback, ca: server.ca })
    for (const host of [
      'meta.example',
      'localhost',
      '127.0.0.1',
      '127.1',
      '2130706433',
      '0x7f.1',
      '0177.0.0.1',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '[64:ff9b::7f00:1]',
    ])
      expect({ host, code: await fails(strict(`https://${host}:${server.port}/`, options)) }).toEqual({
        host,
        code: 'address',
      })
    expect(asked).toHaveLength(0)
  })

  it('is not fooled by a name that is public at first and private when connecting', async () => {
    let asks = 0
    const fetcher = createFetcher({
      lookup: (_, __, done) => {
        asks += 1
        done(null, [{ address: asks === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 }])
      },
      ca: server.ca,
      mayConnect: (address) => address === '127.0.0.1',
    })
    // One resolution for one connection: what was looked at is what is connected to.
    expect((await fetcher(`${server.url}/`, options)).status).toBe(200)
    expect(asks).toBe(1)
    expect(await fails(fetcher(`${server.url}/`, options))).toBe('address')
    expect(asked).toHaveLength(1)
  })

  it('takes the public ones of several addresses', async () => {
    const tried: string[] = []
    const fetcher = createFetcher({
      lookup: (_, __, done) =>
        done(null, [
          { address: '10.0.0.1', family: 4 },
          { address: '127.0.0.1', family: 4 },
        ]),
      ca: server.ca,
      mayConnect: (address) => {
        tried.push(address)
        return address === '127.0.0.1'
      },
    })
    expect((await fetcher(`${server.url}/`, options)).status).toBe(200)
    expect(tried[0]).toBe('10.0.0.1')
  })

  it('asks for http addresses over https where it is told to, and follows as many redirects as it may', async () => {
    answer = (req, res) => {
      if (req.url === '/old') return res.end('here')
      const left = Number(req.url?.slice(1))
      const next = left === 0 ? 'old' : left - 1
      res.writeHead(301, { Location: `${server.url.replace('https:', 'http:')}/${next}` }).end()
    }
    const fetched = await open()(`${server.url}/3`, { ...options, secured: true, redirects: 4 })
    expect(fetched.body.toString()).toBe('here')
    expect(fetched.movedTo).toBe(`${server.url}/old`)
    expect(await fails(open()(`${server.url}/4`, { ...options, secured: true, redirects: 4 }))).toBe(
      'redirects',
    )
  })

  it('looks at every redirect, and follows three', async () => {
    answer = (req, res) => {
      const left = Number(req.url?.slice(1))
      if (left === 0) return res.end('here')
      res.writeHead(302, { Location: `/${left - 1}` }).end()
    }
    const fetcher = open()
    expect((await fetcher(`${server.url}/3`, options)).body.toString()).toBe('here')
    expect(await fails(fetcher(`${server.url}/4`, options))).toBe('redirects')
    for (const target of [
      'http://meta.example/',
      'ftp://meta.example/',
      'https://a:b@meta.example/',
      'file:///etc/passwd',
    ]) {
      answer = (_, res) => res.writeHead(302, { Location: target }).end()
      expect({ target, code: await fails(fetcher(`${server.url}/`, options)) }).toEqual({
        target,
        code: 'address',
      })
    }
    const half = createFetcher({
      lookup: (host, _, done) =>
        done(null, [{ address: host === 'other.example' ? '10.0.0.1' : '127.0.0.1', family: 4 }]),
      ca: server.ca,
      mayConnect: (address) => address === '127.0.0.1',
    })
    answer = (_, res) => res.writeHead(302, { Location: `https://other.example:${server.port}/` }).end()
    expect(await fails(half(`${server.url}/`, options))).toBe('address')
    answer = (_, res) => res.writeHead(302, { Location: 'https://10.0.0.1/' }).end()
    expect(await fails(half(`${server.url}/`, options))).toBe('address')
  })

  it('says where a thing has moved for good', async () => {
    answer = (req, res) => {
      if (req.url === '/new') return res.end('new')
      res.writeHead(301, { Location: '/new' }).end()
    }
    expect((await open()(`${server.url}/old`, options)).movedTo).toBe(`${server.url}/new`)
    expect((await open()(`${server.url}/new`, options)).movedTo).toBeNull()
  })

  it('gives up what is late, at its head or in its body', async () => {
    const quick = { ...options, timeoutMs: 150 }
    answer = () => {}
    expect(await fails(open()(`${server.url}/`, quick))).toBe('late')
    answer = (_, res) => {
      res.writeHead(200)
      res.write('a')
    }
    expect(await fails(open()(`${server.url}/`, quick))).toBe('late')
    const slowNames: LookupFunction = () => {}
    const fetcher = createFetcher({ mayConnect: () => true, lookup: slowNames })
    expect(await fails(fetcher('https://meta.example/', quick))).toBe('late')
  })

  it('takes no more than it may: of head, body, and what unpacks to more', async () => {
    answer = (_, res) => res.end('x'.repeat(1001))
    expect(await fails(open()(`${server.url}/`, options))).toBe('size')
    answer = (_, res) => {
      res.setHeader('Content-Encoding', 'gzip')
      res.end(gzipSync(Buffer.alloc(10_000_000)))
    }
    expect(await fails(open()(`${server.url}/`, options))).toBe('size')
    answer = (_, res) => {
      res.setHeader('X-Big', 'x'.repeat(300_000))
      res.end()
    }
    expect(await fails(open()(`${server.url}/`, options))).toBe('size')
  })

  it('unpacks, and leaves alone what is not wanted', async () => {
    answer = (_, res) => {
      res.setHeader('Content-Encoding', 'gzip')
      res.end(gzipSync('packed'))
    }
    expect((await open()(`${server.url}/`, options)).body.toString()).toBe('packed')
    const { body } = await open()(`${server.url}/`, { ...options, wantsBody: () => false })
    expect(body).toHaveLength(0)
  })

  it('trusts no certificate that is nobody’s', async () => {
    const fetcher = createFetcher({ mayConnect: () => true, lookup: toLoopback })
    expect(await fails(fetcher(`${server.url}/`, options))).toBe('network')
  })
})

describe('what is sent often to the same host', () => {
  const often = { ...options, method: 'POST' as const, sends: 'x', keepsConnection: true }
  /** By the connections that it came over. */
  const ports = () => new Set(asked.map(({ socket }) => socket.remotePort)).size

  it('goes over one connection, and over another where that was closed in the moment', async () => {
    const fetcher = open()
    await fetcher(`${server.url}/`, often)
    await fetcher(`${server.url}/`, often)
    expect([asked.length, ports()]).toEqual([2, 1])
    answer = (req, res) => (asked.length === 3 ? req.socket.destroy() : res.end('again'))
    expect((await fetcher(`${server.url}/`, often)).body.toString()).toBe('again')
    expect([asked.length, ports()]).toEqual([4, 2])
  })

  it('goes over none that was kept to where it may not go any more', async () => {
    let isAllowed = true
    const fetcher = createFetcher({ mayConnect: () => isAllowed, lookup: toLoopback, ca: server.ca })
    await fetcher(`${server.url}/`, often)
    isAllowed = false
    expect(await fails(fetcher(`${server.url}/`, often))).toBe('address')
    expect(asked).toHaveLength(1)
  })
})
