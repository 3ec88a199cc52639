import { afterEach, describe, expect, it } from 'vitest'
import { bitstamp } from '#api/rate/provider/bitstamp.ts'
import { coinbase } from '#api/rate/provider/coinbase.ts'
import { mempool } from '#api/rate/provider/mempool.ts'
import { type PriceServer, startPriceServer } from '#tests/api/rate/price-server.ts'

const HOUR_MS = 3600 * 1000
const at = (text: string) => new Date(text)
const signal = new AbortController().signal

let server: PriceServer
afterEach(() => server.close())

const seconds = (text: string) => at(text).getTime() / 1000
const oneHour = (text: string) => ({
  from: at(text),
  until: new Date(at(text).getTime() + HOUR_MS),
  wanted: [at(text)],
})

describe('mempool.space', () => {
  it('is asked hour by hour; a point within the hour stands for it', async () => {
    server = await startPriceServer(() => ({
      prices: [{ time: seconds('2026-10-31T14:05:00Z'), EUR: 94123, USD: 101_000 }],
      exchangeRates: { USDEUR: 0.9 },
    }))
    const quotes = await mempool(server.url).quotes('EUR', oneHour('2026-10-31T14:00:00Z'), signal)
    expect(quotes).toEqual([{ at: at('2026-10-31T14:00:00Z'), seconds: 3600, price: '94123.00000000' }])
    expect(server.asked[0]?.searchParams.get('currency')).toBe('EUR')
  })

  it('gives the day’s price where its point is of another hour of that day, and none where it is older', async () => {
    let time = seconds('2021-03-01T00:00:00Z')
    server = await startPriceServer(() => ({ prices: [{ time, USD: 45_000 }] }))
    const day = await mempool(server.url).quotes('USD', oneHour('2021-03-01T14:00:00Z'), signal)
    expect(day).toEqual([{ at: at('2021-03-01T00:00:00Z'), seconds: 86_400, price: '45000.00000000' }])
    time = seconds('2021-02-25T00:00:00Z')
    expect(await mempool(server.url).quotes('USD', oneHour('2021-03-01T14:00:00Z'), signal)).toEqual([])
  })

  it('has no price where it says -1', async () => {
    server = await startPriceServer(() => ({ prices: [{ time: seconds('2026-10-31T14:05:00Z'), EUR: -1 }] }))
    expect(await mempool(server.url).quotes('EUR', oneHour('2026-10-31T14:00:00Z'), signal)).toEqual([])
  })
})

describe('Coinbase', () => {
  it('gives hourly candles by their opening price, in as many questions as it takes', async () => {
    server = await startPriceServer((url) => {
      const start = at(url.searchParams.get('start') ?? '')
      return [[start.getTime() / 1000, 90, 110, 100.5, 105, 12.3]]
    })
    const from = at('2026-01-01T00:00:00Z')
    const until = new Date(from.getTime() + 400 * HOUR_MS)
    const quotes = await coinbase(server.url).quotes('EUR', { from, until, wanted: [] }, signal)
    expect(quotes).toEqual([
      { at: from, seconds: 3600, price: '100.50000000' },
      { at: new Date(from.getTime() + 300 * HOUR_MS), seconds: 3600, price: '100.50000000' },
    ])
    expect(server.asked.map(({ pathname }) => pathname)).toEqual(Array(2).fill('/products/BTC-EUR/candles'))
  })
})

describe('Bitstamp', () => {
  it('gives hourly candles by their opening price', async () => {
    server = await startPriceServer(() => ({
      data: { pair: 'BTC/USD', ohlc: [{ timestamp: '1760000400', open: '121000.5', close: '1' }] },
    }))
    const quotes = await bitstamp(server.url).quotes('USD', oneHour('2025-10-09T09:00:00Z'), signal)
    expect(quotes).toEqual([{ at: new Date(1_760_000_400_000), seconds: 3600, price: '121000.5' }])
    expect(server.asked[0]?.pathname).toBe('/api/v2/ohlc/btcusd/')
  })
})

describe('an answer that is not as documented', () => {
  it.each([
    ['a status', 429],
    ['HTML', '<html>'],
    ['another shape', { ok: true }],
    ['a price of 0', [[1_760_000_400, 0, 0, 0, 0, 0]]],
  ])('is an error and no price: %s', async (_name, answer) => {
    server = await startPriceServer(() => answer)
    await expect(
      coinbase(server.url).quotes('USD', oneHour('2025-10-09T09:00:00Z'), signal),
    ).rejects.toThrow()
  })
})
