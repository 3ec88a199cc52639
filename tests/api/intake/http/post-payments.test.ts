import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AHEAD } from '#api/intake/check-report.ts'
import { parseReport } from '#api/intake/parse-report.ts'
import { type Credential, keyCredential, personCredential } from '#tests/helper/credential.ts'
import { startTestService, type TestService } from '#tests/helper/test-service.ts'

const NOW = new Date('2026-11-22T21:00:00Z')

let service: TestService
let key: Credential
beforeAll(async () => {
  service = await startTestService({ now: () => NOW })
  key = await keyCredential(service.ctx, ['intake'])
})
afterAll(() => service.close())

const unique = () => randomBytes(6).toString('hex')

function payment(overrides: Record<string, unknown> = {}) {
  return {
    source: 'node',
    id: unique(),
    settled_at: '2026-11-22T20:15:00Z',
    amount_msat: 21_000,
    boostagram: { action: 'boost', podcast: 'Kill Show', sender_name: 'marcel', message: unique() },
    ...overrides,
  }
}

async function post(
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
  who: Credential = key,
) {
  const answer = await fetch(`${service.url}/api/v1/payments`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers, ...who },
    body,
  })
  const text = await answer.text()
  return { status: answer.status, type: answer.headers.get('content-type'), body: JSON.parse(text) }
}
const send = (body: unknown, who?: Credential) => post(JSON.stringify(body), {}, who)

async function stored(ref: string) {
  return await service.ctx.db.selectFrom('payments').selectAll().where('ref', '=', ref).execute()
}

describe('one object', () => {
  it('is answered with its payment, its boost and what became of it', async () => {
    const one = payment()
    const first = await send(one)
    expect(first).toMatchObject({ status: 200, body: { status: 'recorded', index: 0 } })
    const [row] = await stored(one.id)
    expect(row).toMatchObject({
      id: first.body.payment_id,
      boost_id: first.body.boost_id,
      amount_msat: 21_000,
    })
    expect(await send(one)).toMatchObject({
      status: 200,
      body: { status: 'duplicate', payment_id: first.body.payment_id, boost_id: first.body.boost_id },
    })
    expect(await stored(one.id)).toHaveLength(1)
  })

  it('of a stream has no boost', async () => {
    const { body } = await send(payment({ boostagram: { action: 'stream', podcast: 'Kill Show' } }))
    expect(body).toMatchObject({ status: 'recorded', boost_id: null })
  })

  it('that another report contradicts is a conflict, and that gains something is updated', async () => {
    const one = payment({ boostagram: undefined })
    await send(one)
    expect((await send({ ...one, memo: 'lunch' })).body.status).toBe('updated')
    expect((await send({ ...one, amount_msat: 99_000 })).body.status).toBe('conflict')
  })

  it('comes from an API, unless a person typed it in', async () => {
    const person = await personCredential(service.ctx, 'host')
    await send(
      payment({
        source: 'by hand',
        rail: 'card',
        amount_msat: undefined,
        fiat: { amount_minor: 500, currency: 'USD' },
      }),
      {
        Cookie: person.Cookie,
      },
    )
    await send(payment({ source: 'a wallet', wallet: 'Alby' }))
    const sources = await service.ctx.db.selectFrom('sources').select(['name', 'kind', 'exactness']).execute()
    expect(sources).toContainEqual({ name: 'by hand', kind: 'hand', exactness: 2 })
    expect(sources).toContainEqual({ name: 'a wallet', kind: 'http', exactness: 3 })
  })

  it.each<[string, Record<string, unknown>, RegExp]>([
    ['no source', { source: undefined }, /^source is missing/],
    ['an empty id', { id: '' }, /^id must be text/],
    ['a negative amount', { amount_msat: -1 }, /must not be negative/],
    ['a fractional amount', { amount_msat: 0.5 }, /^amount_msat must be a whole number/],
    ['an amount beyond 2^53', { amount_msat: 2 ** 53 }, /^amount_msat must be a whole number/],
    ['an amount as text', { amount_msat: '21000' }, /^amount_msat must be a whole number/],
    ['a time in the far future', { settled_at: '2030-01-01T00:00:00Z' }, /lies in the future/],
    ['a time in epoch microseconds', { settled_at: 1_795_000_000_000_000 }, /settled_at/],
    ['no time', { settled_at: 'yesterday' }, /^settled_at must be/],
    ['two moneys', { fiat: { amount_minor: 1, currency: 'USD' } }, /exactly one of/],
    ['no money', { amount_msat: undefined }, /there is none/],
    ['a hash of another length', { payment_hash: 'abc' }, /^payment_hash must be 64 hex digits/],
    ['a metadata that is a list', { boostagram: [1] }, /^boostagram must be/],
    ['an unknown rail', { rail: 'pigeon' }, /^rail must be/],
  ])('with %s is refused with a sentence that says so', async (_name, wrong, sentence) => {
    const { status, type, body } = await send(payment(wrong))
    expect(status).toBe(422)
    expect(type).toMatch(/^application\/problem\+json/)
    expect(body).toMatchObject({ type: 'urn:readout:problem:unprocessable', status: 422 })
    expect(body.detail).toMatch(sentence)
  })

  it('that is ahead of this machine’s clock is to be sent again, and recorded once the clock is right', async () => {
    const days = (count: number) => new Date(NOW.getTime() + count * 24 * 3600 * 1000).toISOString()
    const early = payment({ settled_at: days(270) })
    const { status, body } = await send(early)
    expect(status).toBe(503)
    expect(body.detail).toMatch(
      /^settled_at lies ahead of this machine's clock .*Send it again once that is right\.$/,
    )
    const rows = await send([early, payment({ settled_at: '2199-01-01T00:00:00Z' })])
    expect(rows.body.rejected.map(({ retry = false }: { retry?: boolean }) => retry)).toEqual([true, false])
    expect(parseReport(early, new Date('1970-01-02T00:00:00Z'))).toMatchObject({
      error: expect.stringContaining(AHEAD),
    })
    expect(parseReport(early, new Date(days(269.5)))).toMatchObject({ source: 'node' })
  })
})

describe('an array', () => {
  it('is answered with counts, rejections and results by index; one bad row costs no other', async () => {
    const one = payment()
    const { status, body } = await send([one, { id: 'x' }, one, payment(), 'nonsense', null])
    expect(status).toBe(200)
    expect(body).toMatchObject({ recorded: 2, updated: 0, duplicates: 1, conflicts: 0 })
    expect(body.rejected).toEqual([
      { index: 1, error: expect.stringMatching(/^source is missing/) },
      { index: 4, error: 'A payment must be a JSON object.' },
      { index: 5, error: 'A payment must be a JSON object.' },
    ])
    expect(
      body.results.map((result: { index: number; status: string }) => [result.index, result.status]),
    ).toEqual([
      [0, 'recorded'],
      [2, 'duplicate'],
      [3, 'recorded'],
    ])
    expect(body.results[1].payment_id).toBe(body.results[0].payment_id)
    expect(Object.keys(body).sort()).toEqual(
      ['conflicts', 'duplicates', 'recorded', 'rejected', 'results', 'updated'].sort(),
    )
  })

  it('of several sources finds each', async () => {
    const sources = ['one', 'two', 'one', 'three'].map((name) => `${name} ${unique()}`)
    const { body } = await send(sources.map((source) => payment({ source })))
    expect(body.recorded).toBe(4)
    const rows = await service.ctx.db
      .selectFrom('sources')
      .select('name')
      .where('name', 'in', sources)
      .execute()
    expect(rows).toHaveLength(4)
  })

  it('may be empty, and may hold 1,000', async () => {
    expect((await send([])).body).toEqual({
      recorded: 0,
      updated: 0,
      duplicates: 0,
      conflicts: 0,
      rejected: [],
      results: [],
    })
    const { body } = await send(Array.from({ length: 1_000 }, () => payment()))
    expect(body.recorded).toBe(1_000)
  })

  it('of more is refused as a whole', async () => {
    const rows = Array.from({ length: 1_001 }, () => payment())
    const { status, body } = await send(rows)
    expect(status).toBe(413)
    expect(body.detail).toMatch(/at most 1,000 payments, not 1,001.*x-ndjson/)
    expect(await stored(rows[0]?.id ?? '')).toEqual([])
  })
})

describe('a body that is no payment', () => {
  it.each<[string, string | Uint8Array<ArrayBuffer>, Record<string, string>, number]>([
    ['nothing', '', {}, 400],
    ['cut JSON', '{"id": "x"', {}, 400],
    ['invalid UTF-8', Uint8Array.of(0x22, 0xff, 0x22), {}, 400],
    ['JSON nested too deeply or not, but never a fault of ours', '['.repeat(100_000), {}, 400],
    ['a number', '5', {}, 422],
    ['text', '"payment"', {}, 422],
    ['null', 'null', {}, 422],
    ['XML', '<payment/>', { 'Content-Type': 'application/xml' }, 415],
    ['a form', 'id=1', { 'Content-Type': 'application/x-www-form-urlencoded' }, 415],
    ['no content type', '{}', { 'Content-Type': '' }, 415],
    ['another encoding', '{}', { 'Content-Type': 'application/json; charset=utf-16' }, 415],
    ['an unknown packing', '{}', { 'Content-Encoding': 'pigeon' }, 415],
    ['a packing that is none', '{}', { 'Content-Encoding': 'gzip' }, 400],
    ['five megabytes', `"${'x'.repeat(5 * 1024 * 1024)}"`, {}, 413],
  ])('%s is refused with a sentence', async (_name, body, headers, status) => {
    const answer = await post(body, headers)
    expect(answer.status).toBe(status)
    expect(answer.type).toMatch(/^application\/problem\+json/)
    expect(answer.body.detail).toMatch(/\.$/)
  })

  it('deeply nested, with prototype keys, duplicate keys or huge numbers is recorded or refused, never a fault of ours', async () => {
    const inside = JSON.stringify(payment()).slice(0, -1)
    const deep = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`
    const bodies = [
      `${inside},"__proto__":{"source":"evil"}}`,
      `${inside},"constructor":{"prototype":{"x":1}}}`,
      `${inside},"boostagram":{"__proto__":{"podcast":"x"},"podcast":"a","podcast":"b","value_msat_total":1e400}}`,
      `${inside},"boostagram":{"podcast":${deep}}}`,
      `${inside},"unknown":${deep}}`,
      `${inside},"amount_msat":1e400}`,
      `${inside},"settled_at":1e300}`,
      `${inside},"id":${deep}}`,
      `${inside},"tlv":"zz"}`,
      `${inside},"memo":"\\u0000\\ud800 nul and a lone surrogate"}`,
    ]
    for (const body of bodies) {
      const { status } = await post(body)
      expect([200, 422]).toContain(status)
    }
    expect(({} as { source?: string }).source).toBeUndefined()
  })
})

describe('a key bound to a source', () => {
  let bound: Credential
  beforeAll(async () => {
    bound = await keyCredential(service.ctx, ['intake'], 'my-node')
  })

  it('need not name it', async () => {
    const { status, body } = await send(payment({ source: undefined }), bound)
    expect([status, body.status]).toEqual([200, 'recorded'])
    expect((await send(payment({ source: ' my-node ' }), bound)).status).toBe(200)
  })

  it('may not report for another', async () => {
    const foreign = payment({ source: 'other' })
    const { status, body } = await send(foreign, bound)
    expect(status).toBe(403)
    expect(body.detail).toBe('This key reports for the source "my-node" only, not for "other".')
    expect(await stored(foreign.id)).toEqual([])
  })

  it('may not report on another’s wallet, but on its own and the one that it was given', async () => {
    await send(payment({ source: 'the node of others' }))
    const foreign = payment({ source: undefined, wallet: 'the node of others' })
    const { status, body } = await send(foreign, bound)
    expect(status).toBe(403)
    expect(body.detail).toMatch(
      /^This key reports on the wallet of "my-node" only, not on "the node of others"\./,
    )
    expect(await stored(foreign.id)).toEqual([])
    expect((await send([foreign], bound)).body.rejected).toHaveLength(1)
    expect((await send(payment({ source: undefined, wallet: 'my-node' }), bound)).status).toBe(200)
    const given = await keyCredential(service.ctx, ['intake'], 'a wallet’s bridge', 'the node of others')
    expect((await send(payment({ source: undefined, wallet: 'the node of others' }), given)).status).toBe(200)
  })

  it('has rows for another rejected', async () => {
    const { body } = await send([payment({ source: 'other' }), payment({ source: 'my-node' })], bound)
    expect(body).toMatchObject({
      recorded: 1,
      rejected: [{ index: 0, error: 'This key reports for the source "my-node" only, not for "other".' }],
    })
  })
})

it('reports are tallied for the audit log', async () => {
  const own = await keyCredential(service.ctx, ['intake'])
  await send([payment(), payment(), {}], own)
  await send(payment({ amount_msat: -1 }), own)
  await service.ctx.tally.flush()
  const rows = await service.ctx.db.selectFrom('audit_log').select(['action', 'detail']).execute()
  expect(rows.map((row) => row.detail)).toContainEqual(
    expect.objectContaining({ requests: 2, recorded: 2, rejected: 2 }),
  )
})
