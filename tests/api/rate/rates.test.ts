import request from 'supertest'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { parseReport } from '#api/intake/parse-report.ts'
import { fetchRates } from '#api/rate/fetch-rates.ts'
import { asQuote, takeRates } from '#api/rate/import-rates.ts'
import { listRateStates } from '#api/rate/list-rates.ts'
import { pricesAt } from '#api/rate/price-at.ts'
import type { Provider, Quote } from '#api/rate/provider/provider.ts'
import { followPayments, wantCurrency, wantShowCurrencies } from '#api/rate/request-rates.ts'
import { byHour } from '#api/rate/valuing/valuing.ts'
import { keyCredential } from '#tests/helper/credential.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

let ctx: TestContext
const signal = new AbortController().signal
beforeAll(async () => {
  // What the database wants from now on is due a moment later: it tells time more finely than we do.
  ctx = await createTestContext({ now: () => new Date(Date.now() + 1_000) })
})
afterAll(() => ctx.close())
beforeEach(async () => {
  await ctx.db.deleteFrom('payment_rates').execute()
  for (const table of ['rates', 'rate_days', 'book_valuings', 'valuings', 'sightings', 'payments'] as const)
    await ctx.db.deleteFrom(table).execute()
})

async function pay(id: string, settled_at: string, amount_msat = 100_000_000) {
  const parsed = parseReport(
    { source: 'node', id, settled_at, amount_msat, boostagram: { podcast: 'A' } },
    ctx.now(),
  )
  if ('error' in parsed) throw new Error(parsed.error)
  await ctx.intake.record({ source: 'node', kind: 'test', exactness: 3 }, [parsed.report])
}

function provider(name: string, quotes: Quote[] | Error, currencies = ['USD']): Provider & { asked: number } {
  const one = {
    name,
    asked: 0,
    has: (currency: string) => currencies.includes(currency),
    async quotes() {
      one.asked++
      if (quotes instanceof Error) throw quotes
      return quotes
    },
  }
  return one
}

const hour = (text: string, price: string): Quote => ({ at: new Date(text), seconds: 3600, price })
const fetch = (...providers: Provider[]) => fetchRates(ctx, providers, signal, 0)
const valued = async () => {
  const rows = await ctx.db
    .selectFrom('payment_rates')
    .innerJoin('rates', 'rates.id', 'payment_rates.rate_id')
    .innerJoin('payments', 'payments.id', 'payment_rates.payment_id')
    .select(['payments.ref', 'rates.price', 'rates.source'])
    .orderBy('payments.ref')
    .execute()
  return rows.map(({ ref, price, source }) => [ref, Number(price), source])
}

describe('payments', () => {
  it('are valued by the price of their hour, from the first provider that has it', async () => {
    await pay('a', '2026-10-31T14:20:00Z')
    await pay('b', '2026-10-31T15:20:00Z')
    await wantCurrency(ctx.db, 'USD')
    const broken = provider('Broken', new Error('answers 500'))
    const half = provider('Half', [hour('2026-10-31T14:00:00Z', '100000')])
    const whole = provider('Whole', [
      hour('2026-10-31T14:00:00Z', '1'),
      hour('2026-10-31T15:00:00Z', '99000'),
    ])
    await fetch(broken, half, whole)
    expect(await valued()).toEqual([
      ['a', 100_000, 'Half'],
      ['b', 99_000, 'Whole'],
    ])
    expect(await ctx.db.selectFrom('rate_days').selectAll().execute()).toEqual([])
  })

  it('keep the price that they got, whatever is known later', async () => {
    await pay('a', '2026-10-31T14:20:00Z')
    await wantCurrency(ctx.db, 'USD')
    await fetch(provider('First', [hour('2026-10-31T14:00:00Z', '100000')]))
    await pay('b', '2026-10-31T14:40:00Z')
    while (await followPayments(ctx.db)) {}
    await fetch(provider('Second', [hour('2026-10-31T14:00:00Z', '5')]))
    expect(await valued()).toEqual([
      ['a', 100_000, 'First'],
      ['b', 100_000, 'First'],
    ])
  })

  it('without a price stay without, and are asked for again later, not at once', async () => {
    await pay('a', '2026-10-31T14:20:00Z')
    await wantCurrency(ctx.db, 'USD')
    const none = provider('None', [])
    await fetch(none)
    await fetch(none)
    expect(none.asked).toBe(1)
    expect(await valued()).toEqual([])
    const [day] = await ctx.db.selectFrom('rate_days').selectAll().execute()
    expect(day).toMatchObject({ currency: 'USD', day: '2026-10-31', tries: 1 })
    expect(Number(day?.next_try_at)).toBeGreaterThan(Date.now())
  })

  it('get a price that is there, though no provider helps on their day', async () => {
    await pay('a', '2026-10-31T14:20:00Z')
    await wantCurrency(ctx.db, 'USD')
    await fetch(provider('Broken', new Error('answers 500')))
    const by = { origin: 'hand', source: 'by hand' } as const
    await takeRates(ctx.db, 'USD', [asQuote('2026-10-31', '90000')], by)
    await pay('b', '2026-10-31T15:20:00Z')
    await expect
      .poll(async () => {
        while (await followPayments(ctx.db)) {}
        return await valued()
      })
      .toEqual([
        ['a', 90_000, 'by hand'],
        ['b', 90_000, 'by hand'],
      ])
  })

  it('that come later are followed by the feed of changes', async () => {
    await wantCurrency(ctx.db, 'USD')
    while (await followPayments(ctx.db)) {}
    await ctx.db.deleteFrom('rate_days').execute()
    await pay('late', '2025-02-03T04:05:06Z')
    // A transaction of any other test on the server holds back what can be read.
    const days = async () => {
      while (await followPayments(ctx.db)) {}
      const rows = await ctx.db.selectFrom('rate_days').select('day').orderBy('day').execute()
      return rows.map(({ day }) => day).filter((day) => day.startsWith('2025'))
    }
    await expect.poll(days, { timeout: 20_000 }).toEqual(['2025-02-03'])
  })

  it('of kept shows want their currency; the demo brings its own prices', async () => {
    await ctx.db.updateTable('shows').set({ status: 'kept', currency: 'EUR', demo: true }).execute()
    await wantShowCurrencies(ctx.db)
    expect(await ctx.db.selectFrom('valuings').selectAll().execute()).toEqual([])
    await ctx.db.updateTable('shows').set({ demo: false }).execute()
    await wantShowCurrencies(ctx.db)
    expect(await ctx.db.selectFrom('valuings').select('currency').execute()).toEqual([{ currency: 'EUR' }])
  })
})

describe('the demo', () => {
  it('waits for no price, and no day of it is counted', async () => {
    await pay('real', '2026-10-31T14:20:00Z')
    await pay('made up', '2025-02-03T04:05:06Z')
    await ctx.db
      .insertInto('wallets')
      .values({ name: 'of the demo', whose: 'show', demo: true })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    const { id } = await ctx.db
      .selectFrom('wallets')
      .select('id')
      .where('name', '=', 'of the demo')
      .executeTakeFirstOrThrow()
    await ctx.db.updateTable('payments').set({ wallet_id: id }).where('ref', '=', 'made up').execute()
    await wantCurrency(ctx.db, 'USD')
    const waiting = async () => (await listRateStates(ctx.db)).items
    expect(await waiting()).toMatchObject([{ days_waiting: 1, earliest: '2026-10-31' }])
    await ctx.db.deleteFrom('rate_days').execute()
    const days = async () => {
      while (await followPayments(ctx.db)) {}
      return (await waiting())[0]?.earliest
    }
    await expect.poll(days, { timeout: 20_000 }).toBe('2026-10-31')
    // An older version noted it.
    await ctx.db.insertInto('rate_days').values({ currency: 'USD', day: '2025-02-03' }).execute()
    const broken = provider('Broken', new Error('answers 500'))
    await fetch(broken)
    expect(await waiting()).toMatchObject([
      { days_waiting: 1, provider: 'Broken', error: 'Broken: answers 500' },
    ])
  })
})

describe('a currency', () => {
  it('that no provider has says so, rather than wait in silence', async () => {
    await pay('a', '2026-10-31T14:20:00Z')
    await wantCurrency(ctx.db, 'SEK')
    await fetch(provider('Dollars', []))
    expect((await listRateStates(ctx.db)).items).toMatchObject([
      { days_waiting: 1, provider: null, error: 'No provider has prices in SEK.' },
    ])
  })

  it('is wanted where a book or a show names it, by nobody who only reads', async () => {
    await pay('a', '2026-10-31T14:20:00Z')
    const reader = await keyCredential(ctx, ['read', 'export'])
    const read = async (currency: string) => {
      for (const path of ['exports/summary', 'exports/payments.csv', 'statements'])
        expect(
          (await request(createApp(ctx)).get(`/api/v1/${path}?currency=${currency}`).set(reader)).status,
        ).toBe(200)
    }
    const wanted = async () =>
      (await ctx.db.selectFrom('valuings').select('name').execute()).map(({ name }) => name)
    await ctx.db.updateTable('shows').set({ status: 'kept', currency: 'EUR', demo: false }).execute()
    await read('CHF')
    expect(await wanted()).toEqual([])
    await read('EUR')
    expect(await wanted()).toEqual(['EUR'])
    const keeper = await keyCredential(ctx, ['admin'])
    const valuing = { currency: 'CHF', method: 'hour' }
    expect(
      (await request(createApp(ctx)).put('/api/v1/rates/valuing').set(keeper).send(valuing)).status,
    ).toBe(200)
    expect((await wanted()).sort()).toEqual(['CHF', 'EUR'])
  })
})

describe('a price by hand or from a file', () => {
  it('comes before what providers say, and values its time anew', async () => {
    await pay('a', '2026-10-31T14:20:00Z')
    await wantCurrency(ctx.db, 'USD')
    await fetch(provider('First', [hour('2026-10-31T14:00:00Z', '100000')]))
    const admin = await keyCredential(ctx, ['admin'])
    const answer = await request(createApp(ctx))
      .post('/api/v1/rates')
      .set(admin)
      .send({ currency: 'USD', at: '2026-10-31', price: '98000.5' })
    expect(answer.body).toMatchObject({ kept: 1, valued: 1 })
    expect(await valued()).toEqual([['a', 98_000.5, 'by hand']])
    const [last, next] = [new Date('2026-10-31T23:59:59Z'), new Date('2026-11-01T00:00:00Z')]
    const prices = await pricesAt(ctx.db, byHour('USD'), [last, next])
    expect(prices.get(last.getTime())).toMatchObject({ price: '98000.50000000' })
    expect(prices.has(next.getTime())).toBe(false)
  })

  it('is taken line by line; bad lines are named and cost nothing else', async () => {
    await pay('a', '2026-10-31T14:20:00Z')
    const admin = await keyCredential(ctx, ['admin'])
    const csv =
      'time,currency,price\n2026-10-31,EUR,94123.45\n31.10.2026,EUR,1\n2026-10-31T14:00:00Z,EUR,94200\n2026-10-31,XXX?,1\n2026-10-30,EUR,-3\n'
    const { body } = await request(createApp(ctx)).post('/api/v1/rates/import').set(admin).send({ csv })
    expect(body).toMatchObject({ read: 5, kept: 2, valued: 1 })
    expect(body.rejected.map(({ line }: { line: number }) => line)).toEqual([3, 5, 6])
    expect(await valued()).toEqual([['a', 94_200, 'file']])
  })

  it.each([
    [{ currency: 'XYZ', at: '2026-10-31', price: '1' }],
    [{ currency: 'USD', at: 'yesterday', price: '1' }],
    [{ currency: 'USD', at: '2026-10-31', price: '1e5' }],
  ])('that makes no sense is refused: %j', async (body) => {
    const admin = await keyCredential(ctx, ['admin'])
    expect((await request(createApp(ctx)).post('/api/v1/rates').set(admin).send(body)).status).toBe(400)
  })
})
