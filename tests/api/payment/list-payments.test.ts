import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { boostPaymentSchema } from '#api/contract/boost.ts'
import { type PaymentJson, paymentListSchema } from '#api/contract/payment.ts'
import { askAs } from '#tests/helper/ask.ts'
import { makeReport, recordPayments } from '#tests/helper/record-payments.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

let ctx: TestContext
let ask: Awaited<ReturnType<typeof askAs>>
let ids: Record<string, string> = {}
const at = (minute: number) => new Date(Date.UTC(2026, 4, 14, 18, minute)).toISOString()
const NAMES = ['boost', 'stream', 'anonymous', 'hoodie', 'elsewhere', 'dirty'] as const

beforeAll(async () => {
  ctx = await createTestContext()
  ask = await askAs(ctx, ['read'])
  const outcomes = await recordPayments(
    ctx.db,
    makeReport({ settled_at: at(0) }),
    makeReport({ settled_at: at(1), boostagram: { action: 'stream' } }),
    makeReport({ settled_at: at(2), boostagram: { sender_name: 'anon' } }),
    makeReport({ settled_at: at(3), boostagram: null, memo: 'Hoodie' }),
    makeReport({
      settled_at: at(4),
      source: 'pocket',
      boostagram: { podcast: 'Coder Radio', action: 'auto' },
    }),
    makeReport({ settled_at: at(5), boostagram: null, tlv: Buffer.from('{"cut').toString('base64') }),
  )
  ids = Object.fromEntries(NAMES.map((name, index) => [name, outcomes[index]?.payment_id ?? '']))
})
afterAll(() => ctx.close())

const list = async (query = '') => {
  const { status, body } = await ask.get(`/payments${query}`)
  expect(status).toBe(200)
  expect(paymentListSchema.parse(body)).toEqual(body)
  return body
}
const names = async (query: string) => {
  const byId = new Map(Object.entries(ids).map(([name, id]) => [id, name]))
  return (await list(query)).items.map(({ id }: PaymentJson) => byId.get(id))
}

describe('payments', () => {
  it.each<[string, (typeof NAMES)[number][]]>([
    ['', ['dirty', 'elsewhere', 'hoodie', 'anonymous', 'stream', 'boost']],
    ['?source=pocket', ['elsewhere']],
    ['?source=nowhere', []],
    ['?wallet=pocket', ['elsewhere']],
    ['?show=linux-unplugged', ['anonymous', 'stream', 'boost']],
    ['?show=nothing-there', []],
    ['?action=stream', ['stream']],
    ['?action=auto', ['elsewhere']],
    ['?supporter=anonymous', ['anonymous']],
    ['?needs_look=true', ['dirty']],
    ['?needs_look=false&action=boost', ['anonymous', 'boost']],
    ['?attributed=false', ['dirty', 'hoodie']],
    ['?attributed=true&source=node', ['anonymous', 'stream', 'boost']],
    ['?set_aside=true', []],
    [`?since=${at(1)}&until=${at(3)}`, ['anonymous', 'stream']],
  ])('%s', async (query, expected) => {
    expect(await names(query)).toEqual(expected)
  })

  it('come page by page, under ties too', async () => {
    await sql`update payments set settled_at = '2026-05-14 18:00:00.000001+00'`.execute(ctx.db)
    const all = (await list()).items
    const walked: PaymentJson[] = []
    let cursor: string | null = null
    do {
      const page: { items: PaymentJson[]; next_cursor: string | null } = await list(
        `?limit=2${cursor ? `&cursor=${cursor}` : ''}`,
      )
      walked.push(...page.items)
      cursor = page.next_cursor
    } while (cursor)
    expect(walked).toEqual(all)
    expect(walked).toHaveLength(NAMES.length)
  })

  it('are found one by one, by ids that they had before', async () => {
    const old = randomUUIDv7()
    await ctx.db
      .insertInto('payment_aliases')
      .values({ id: old, payment_id: ids.boost ?? '' })
      .execute()
    expect((await ask.get(`/payments/${old}`)).body.id).toBe(ids.boost)
    expect((await ask.get(`/payments/${randomUUIDv7()}`)).status).toBe(404)
  })

  it.each(['?cursor=x', '?limit=0', '?needs_look=yes', '?since=now', '?wallet=%00', '?action=boosts'])(
    'refuse %s',
    async (query) => {
      expect((await ask.get(`/payments${query}`)).status).toBe(400)
    },
  )
})

it('a payment is read with all that was reported of it, as it was received', async () => {
  const { status, body } = await ask.get(`/payments/${ids.dirty}/reports`)
  expect(status).toBe(200)
  expect(boostPaymentSchema.parse(body)).toEqual(body)
  expect(body.metadata).toMatchObject([
    { source: 'node', raw: '{"cut', raw_base64: Buffer.from('{"cut').toString('base64') },
  ])
  expect((await ask.get(`/payments/${randomUUIDv7()}/reports`)).status).toBe(404)
})
