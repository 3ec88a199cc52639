import { randomUUIDv7 } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { boostDetailSchema } from '#api/contract/boost.ts'
import { askAs } from '#tests/helper/ask.ts'
import { makeReport, recordBoost, recordPayments } from '#tests/helper/record-payments.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

let ctx: TestContext
let ask: Awaited<ReturnType<typeof askAs>>
beforeAll(async () => {
  ctx = await createTestContext()
  ask = await askAs(ctx, ['read'])
})
afterAll(() => ctx.close())

const read = async (id: string) => {
  const { status, body } = await ask.get(`/boosts/${id}`)
  expect(status).toBe(200)
  expect(boostDetailSchema.parse(body)).toEqual(body)
  return body
}

describe('a boost by its id', () => {
  it('comes with its payments, each with what every source said', async () => {
    const hash = 'ab'.repeat(32)
    const shared = { boostagram: { message: 'Hi', boost_uuid: 'b-1' }, settled_at: '2026-05-14T18:00:00Z' }
    const id = await recordBoost(ctx.db, {
      ...shared,
      source: 'node',
      id: '7',
      payment_hash: hash,
      amount_msat: 1_000_400,
    })
    await recordPayments(
      ctx.db,
      makeReport({
        ...shared,
        source: 'helipad',
        wallet: 'node',
        id: '7',
        payment_hash: hash,
        amount_msat: 1_000_000,
      }),
      makeReport({ ...shared, source: 'pocket', id: '1', settled_at: '2026-05-14T17:59:00Z' }),
    )
    const boost = await read(id)
    expect(boost).toMatchObject({ payment_count: 2, received_msat: 2_000_400, message: 'Hi' })
    expect(boost.payments.map(({ wallet }: { wallet: string }) => wallet)).toEqual(['pocket', 'node'])
    const [, second] = boost.payments
    expect(second).toMatchObject({ payment_hash: hash, boost_id: boost.id, amount_msat: 1_000_400 })
    expect(second.metadata.map(({ source }: { source: string }) => source)).toEqual(['node', 'helipad'])
    expect(second.metadata[1].correction).toMatch(/1000000/)
    expect(JSON.parse(second.metadata[0].raw)).toMatchObject({ message: 'Hi', boost_uuid: 'b-1' })
    expect(Buffer.from(second.metadata[0].raw_base64, 'base64').toString()).toBe(second.metadata[0].raw)
  })

  it('has metadata that is no text as bytes', async () => {
    const id = await recordBoost(ctx.db)
    const raw = Buffer.from([0x7b, 0xff, 0x7d])
    await ctx.db
      .updateTable('sightings')
      .set({ metadata: raw })
      .where('payment_id', 'in', ctx.db.selectFrom('payments').select('id').where('boost_id', '=', id))
      .execute()
    const { payments } = await read(id)
    expect(payments[0].metadata[0]).toMatchObject({ raw: '{\uFFFD}', raw_base64: raw.toString('base64') })
  })

  it('answers for the ids that were merged into it, and for no other', async () => {
    const id = await recordBoost(ctx.db)
    const old = randomUUIDv7()
    await ctx.db.insertInto('boost_aliases').values({ id: old, boost_id: id }).execute()
    expect((await read(old)).id).toBe(id)
    expect((await ask.get(`/boosts/${randomUUIDv7()}`)).status).toBe(404)
    expect((await ask.get('/boosts/1')).status).toBe(400)
  })
})
