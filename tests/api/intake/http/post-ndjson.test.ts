import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Credential, keyCredential } from '#tests/helper/credential.ts'
import { listenTo } from '#tests/helper/listen-to.ts'
import { startTestService, type TestService } from '#tests/helper/test-service.ts'

let service: TestService
let key: Credential & Record<string, string>
beforeAll(async () => {
  service = await startTestService()
  key = await keyCredential(service.ctx, ['intake'])
})
afterAll(() => service.close())

function payment(id: string, overrides: Record<string, unknown> = {}) {
  return {
    source: 'stream',
    id,
    settled_at: '2026-11-22T20:15:00Z',
    amount_msat: 21_000,
    boostagram: { action: 'stream', podcast: 'Kill Show' },
    ...overrides,
  }
}
const line = (id: string, overrides: Record<string, unknown> = {}) =>
  `${JSON.stringify(payment(id, overrides))}\n`

type Body = string | Uint8Array<ArrayBuffer> | ReadableStream

async function begin(url: string, body: Body, headers: Record<string, string> = {}) {
  const all = { 'Content-Type': 'application/x-ndjson', ...headers, ...key }
  const init = { method: 'POST', headers: all, body, duplex: 'half' }
  return await fetch(`${url}/api/v1/payments`, init)
}

async function post(body: Body, headers: Record<string, string> = {}) {
  const answer = await begin(service.url, body, headers)
  const text = await answer.text()
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    lines: text
      .split('\n')
      .filter(Boolean)
      .map((each) => JSON.parse(each)),
  }
}

const idsLike = async (prefix: string) => {
  const rows = await service.ctx.db
    .selectFrom('payments')
    .select('ref')
    .where('ref', 'like', `${prefix}%`)
    .execute()
  return rows.map((row) => row.ref).sort()
}
const eventually = async (prefix: string, count: number) => {
  await expect.poll(async () => (await idsLike(prefix)).length).toBe(count)
}

describe('a stream', () => {
  it('is answered with a line for each row, in order, and the counts at the end', async () => {
    const { status, type, lines } = await post(
      `${line('a1')}\n   \r\n${line('a1')}{"source": \n${line('a2').trim()}\r\n${line('a3', { amount_msat: -1 })}[]\n${line('a4').trim()}`,
    )
    expect(status).toBe(200)
    expect(type).toMatch(/^application\/x-ndjson/)
    const ids = lines.slice(0, -1).map(({ index, status: each }) => [index, each])
    expect(ids).toEqual([
      [0, 'recorded'],
      [1, 'duplicate'],
      [2, 'rejected'],
      [3, 'recorded'],
      [4, 'rejected'],
      [5, 'rejected'],
      [6, 'recorded'],
    ])
    expect(lines[2].error).toBe('This is not JSON.')
    expect(lines[5].error).toBe('A payment must be a JSON object.')
    expect(lines.at(-1)).toEqual({
      recorded: 3,
      updated: 0,
      duplicates: 1,
      conflicts: 0,
      rejected: [2, 4, 5].map((index) => ({ index, error: expect.any(String) })),
      rejected_count: 3,
    })
    expect(await idsLike('a')).toEqual(['a1', 'a2', 'a4'])
  })

  it('without a row is answered with the counts', async () => {
    for (const body of ['', '\n\n'])
      expect((await post(body)).lines).toEqual([
        { recorded: 0, updated: 0, duplicates: 0, conflicts: 0, rejected: [], rejected_count: 0 },
      ])
  })

  it('loses nothing for rows that cannot be read', async () => {
    const bad: [Uint8Array | string, RegExp][] = [
      [Uint8Array.of(0x7b, 0xff, 0x7d), /UTF-8/],
      ['x'.repeat(3 * 1024 * 1024), /longer than 1 MiB/],
      ['['.repeat(200_000), /not JSON|nested too deeply/],
      ['{"id": 1e400}', /source is missing/],
      ['\u0000', /not JSON/],
    ]
    const parts = bad.flatMap(([row], index) => [
      Buffer.from(row),
      Buffer.from('\n'),
      Buffer.from(line(`b${index}`)),
    ])
    const { lines } = await post(new Uint8Array(Buffer.concat(parts)))
    const counts = lines.at(-1)
    expect(counts).toMatchObject({ recorded: bad.length, rejected_count: bad.length })
    bad.forEach(([, sentence], index) => {
      expect(lines[index * 2]).toMatchObject({ index: index * 2, status: 'rejected' })
      expect(lines[index * 2].error).toMatch(sentence)
    })
  })

  it('of many rows is recorded whole, in several transactions', async () => {
    const rows = Array.from({ length: 3_500 }, (_, n) => line(`c${n}`)).join('')
    const { lines } = await post(rows)
    expect(lines.at(-1)).toMatchObject({ recorded: 3_500, rejected_count: 0 })
    expect(lines.slice(0, -1).map(({ index }) => index)).toEqual(Array.from({ length: 3_500 }, (_, n) => n))
    expect(await idsLike('c')).toHaveLength(3_500)
    const { rows: transactions } = await service.ctx.database.pool.query(
      `select count(*)::int as payments from payments where ref like 'c%' group by recorded_at`,
    )
    expect(Math.max(...transactions.map(({ payments }) => payments))).toBeLessThanOrEqual(1_000)
  })

  it('is answered as it comes: a row alone does not wait for more', async () => {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
    const writer = writable.getWriter()
    const answering = begin(service.url, readable)
    await writer.write(Buffer.from(line('d1')))
    const answer = await answering
    const reader = answer.body?.getReader()
    const first = await reader?.read()
    expect(JSON.parse(Buffer.from(first?.value ?? []).toString())).toMatchObject({
      index: 0,
      status: 'recorded',
    })
    expect(await idsLike('d')).toEqual(['d1'])
    await writer.write(Buffer.from(line('d2').slice(0, 20)))
    await writer.write(Buffer.from(line('d2').slice(20)))
    const second = await reader?.read()
    expect(JSON.parse(Buffer.from(second?.value ?? []).toString())).toMatchObject({ index: 1 })
    await writer.close()
    const last = await reader?.read()
    expect(JSON.parse(Buffer.from(last?.value ?? []).toString())).toMatchObject({ recorded: 2 })
  })

  it('may come packed', async () => {
    const packed = new Uint8Array(gzipSync(line('e1') + line('e2')))
    const { lines } = await post(packed, { 'Content-Encoding': 'gzip' })
    expect(lines.at(-1)).toMatchObject({ recorded: 2 })
    expect((await post(line('e3'), { 'Content-Encoding': 'br' })).status).toBe(415)
  })

  it('that cannot be unpacked any further keeps what came before, and says so', async () => {
    const rows = Array.from({ length: 2_000 }, (_, n) =>
      line(`f${n}`, { memo: Math.random().toString(36) }),
    ).join('')
    const packed = gzipSync(rows)
    const { lines } = await post(new Uint8Array(packed.subarray(0, packed.length / 2)), {
      'Content-Encoding': 'gzip',
    })
    expect(lines.at(-1)).toEqual({ error: expect.stringMatching(/^The body was cut/) })
    const recorded = lines.filter(({ status }) => status === 'recorded')
    expect(recorded.length).toBeGreaterThan(100)
    expect(await idsLike('f')).toHaveLength(recorded.length)
  })
})

describe('a stream that is cut', () => {
  async function open(head: string) {
    const { port } = new URL(service.url)
    const socket = connect(Number(port), '127.0.0.1')
    await once(socket, 'connect')
    socket.on('error', () => {})
    socket.write(
      `POST /api/v1/payments HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\nAuthorization: ${key.Authorization}\r\n${head}\r\n\r\n`,
    )
    return socket
  }

  it('in the middle of a row keeps the rows before it', async () => {
    const socket = await open('Content-Length: 100000')
    const rows = Array.from({ length: 50 }, (_, n) => line(`g${n}`)).join('')
    socket.write(rows + line('g50').slice(0, 30))
    await eventually('g', 50)
    socket.destroy()
    await eventually('g', 50)
    await service.ctx.intake.drain()
    expect(await idsLike('g')).toHaveLength(50)
  })

  it('in the middle of a chunk keeps the rows before it', async () => {
    const socket = await open('Transfer-Encoding: chunked')
    const rows = line('h1') + line('h2')
    socket.write(`${rows.length.toString(16)}\r\n${rows}\r\nfff\r\n${line('h3')}`)
    await eventually('h', 3)
    socket.resetAndDestroy()
    await service.ctx.intake.drain()
    expect(await idsLike('h')).toEqual(['h1', 'h2', 'h3'])
  })
})

it('a stream ends with the service, and says so', async () => {
  const stop = new AbortController()
  const other = await listenTo({ ...service.ctx, stopping: stop.signal })
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const writer = writable.getWriter()
  const answering = begin(other.url, readable)
  await writer.write(Buffer.from(line('i1')))
  const answer = await answering
  await eventually('i', 1)
  stop.abort()
  const lines = (await answer.text())
    .trim()
    .split('\n')
    .map((each) => JSON.parse(each))
  expect(lines).toEqual([
    expect.objectContaining({ index: 0, status: 'recorded' }),
    { error: expect.stringMatching(/^The service stops/) },
  ])
  await writer.abort().catch(() => {})
  await other.close()
})

it('a client that goes on sending hears that the service stops, before the connection ends', async () => {
  const stop = new AbortController()
  const other = await listenTo({ ...service.ctx, stopping: stop.signal })
  const { Authorization } = await keyCredential(service.ctx, ['intake'])
  const socket = connect(Number(new URL(other.url).port), '127.0.0.1')
  socket.on('error', () => {})
  let heard = ''
  socket.on('data', (chunk) => {
    heard += chunk
    if (heard.includes('recorded')) stop.abort()
  })
  socket.write(
    `POST /api/v1/payments HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: ${Authorization}\r\n` +
      'Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n',
  )
  const gone = once(socket, 'close')
  for (let n = 0; !heard.includes('The service stops') && !socket.destroyed; n++) {
    const row = line(`j${n}`)
    socket.write(`${Buffer.byteLength(row).toString(16)}\r\n${row}\r\n`)
    await sleep(1)
  }
  socket.end()
  await gone
  expect(heard).toContain('The service stops. What has a line here is recorded')
  await other.close()
})
