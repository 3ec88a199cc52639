import { afterAll, beforeAll, expect, it } from 'vitest'
import { DEMO_PRICES } from '#api/rate/price-at.ts'
import { askAs } from '#tests/helper/ask.ts'
import { makeReport, recordPayments } from '#tests/helper/record-payments.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

let ctx: TestContext
let ask: Awaited<ReturnType<typeof askAs>>

beforeAll(async () => {
  ctx = await createTestContext()
  ask = await askAs(ctx, ['read'])
})
afterAll(() => ctx.close())

function sats(podcast: string, amount: number, settled_at: string, action = 'boost') {
  return makeReport({
    amount_msat: amount * 1000,
    settled_at,
    boostagram: { podcast, action, ...(action === 'stream' ? { message: undefined } : {}) },
  })
}

async function rate(currency: string, at: string, seconds: number, price: string, source = 'test') {
  await ctx.db
    .insertInto('rates')
    .values({ currency, at: new Date(at), seconds, price, origin: 'provider', source })
    .execute()
}

it('values each hour’s boosts and streams by its price, and says what has none', async () => {
  await rate('USD', '2026-03-01T10:00:00Z', 3600, '50000')
  await rate('USD', '2026-03-02T00:00:00Z', 86_400, '100000')
  await recordPayments(
    ctx.db,
    sats('Worth', 10_000, '2026-03-01T10:59:00Z'),
    sats('Worth', 2_000, '2026-03-01T10:01:00Z', 'stream'),
    sats('Worth', 1_000, '2026-03-02T22:00:00Z'),
    sats('Worth', 700, '2026-03-05T22:00:00Z'),
  )
  const { body } = await ask.get('/shows/worth/totals/worth')
  expect(body).toMatchObject({
    currency: 'USD',
    amount_minor: 600 + 100,
    priced_msat: 13_000_000,
    unpriced_msat: 700_000,
  })
  const day = await ask.get('/shows/worth/totals/worth?from=2026-03-02&to=2026-03-02')
  expect(day.body).toMatchObject({ amount_minor: 100, priced_msat: 1_000_000, unpriced_msat: 0 })
})

it('takes the hours of the show’s time zone for what they are', async () => {
  await recordPayments(ctx.db, sats('Abroad', 10_000, '2026-03-01T10:30:00Z'))
  await ctx.db.updateTable('shows').set({ time_zone: 'Asia/Kolkata' }).where('slug', '=', 'abroad').execute()
  const { body } = await ask.get('/shows/abroad/totals/worth')
  expect(body).toMatchObject({ time_zone: 'Asia/Kolkata', amount_minor: 500, unpriced_msat: 0 })
})

it('says that it does not know where no price is, and values nothing real by the demo’s prices', async () => {
  await rate('EUR', '2026-04-01T10:00:00Z', 3600, '50000', DEMO_PRICES)
  await recordPayments(ctx.db, sats('Priceless', 10_000, '2026-04-01T10:30:00Z'))
  await ctx.db.updateTable('shows').set({ currency: 'EUR' }).where('slug', '=', 'priceless').execute()
  const { body } = await ask.get('/shows/priceless/totals/worth')
  expect(body).toMatchObject({
    currency: 'EUR',
    amount_minor: null,
    priced_msat: 0,
    unpriced_msat: 10_000_000,
  })
})
