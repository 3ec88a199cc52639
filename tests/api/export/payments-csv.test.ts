import { parse } from 'csv-parse/sync'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { parseReport } from '#api/intake/parse-report.ts'
import { type Credential, keyCredential } from '#tests/helper/credential.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

let ctx: TestContext
let key: Credential
beforeAll(async () => {
  ctx = await createTestContext()
  key = await keyCredential(ctx, ['export'])
  await record(
    {
      id: '1',
      amount_msat: 1_337_001,
      fee_msat: 1000,
      boostagram: boost({ message: '=1+1, "quoted"\nand on' }),
    },
    { id: '2', amount_msat: 21_000, boostagram: boost({ action: 'stream' }) },
    { id: '3', amount_msat: 22_000, boostagram: boost({ action: 'stream' }) },
    {
      id: '4',
      fiat: { amount_minor: 500, fee_minor: 45, currency: 'USD' },
      boostagram: boost({ sender_name: 'cardy' }),
    },
    { id: '5', amount_msat: 500, refund_of: '1' },
    { id: '6', rail: 'free', boostagram: boost({ sender_name: 'member' }) },
  )
  await ctx.db.updateTable('shows').set({ status: 'kept' }).execute()
})
afterAll(() => ctx.close())

function boost(over: Record<string, unknown>) {
  return { action: 'boost', podcast: 'Kill Show', episode: 'One', sender_name: 'ann', ...over }
}

async function record(...inputs: Record<string, unknown>[]) {
  const reports = inputs.map((input, index) => {
    const at = `2026-03-29T0${index}:30:00Z`
    const parsed = parseReport({ source: 'node', settled_at: at, ...input }, ctx.now())
    if ('error' in parsed) throw new Error(parsed.error)
    return parsed.report
  })
  await ctx.intake.record({ source: 'node', kind: 'test', exactness: 3 }, reports)
}

async function get(query: string) {
  return request(createApp(ctx)).get(`/api/v1/exports/payments.csv?${query}`).set(key)
}

describe('the plain CSV', () => {
  it('holds every receipt once, and says at its end that it is whole', async () => {
    const { text, status, headers } = await get('')
    expect(status, text).toBe(200)
    expect(headers['content-type']).toContain('text/csv')
    const rows: Record<string, string>[] = parse(text, { columns: true })
    expect(rows).toHaveLength(7)
    expect(rows.at(-1)?.boost_id).toMatch(/^count=6; amount_msat=1379501; checksum=[0-9a-f]{16}; sha256=/)
  })

  it('names streams of a day by a wallet, whatever that is called', async () => {
    const named = async (name: string) => void (await ctx.db.updateTable('wallets').set({ name }).execute())
    const { name } = await ctx.db.selectFrom('wallets').select('name').executeTakeFirstOrThrow()
    await named('Node, "the first",\r\n=1+1')
    const { text } = await get('streams=daily')
    await named(name)
    const rows: Record<string, string>[] = parse(text, { columns: true })
    const streams = rows.filter(({ action }) => action === 'stream')
    expect(streams).toMatchObject([
      { row_id: expect.stringContaining('Node, "the first",'), message: '2 payments' },
    ])
  })
})

describe('a statement', () => {
  it('carries the sums and the checksum of the CSV of the same period', async () => {
    const reader = await keyCredential(ctx, ['read'])
    const { body } = await request(createApp(ctx)).get('/api/v1/statements').set(reader)
    const csv = await get('')
    expect(body.total).toMatchObject({ count: 6, amount_msat: 1_379_501 })
    expect(csv.text).toContain(`checksum=${body.total.checksum};`)
    expect(body.sats).toHaveLength(2)
  })
})
