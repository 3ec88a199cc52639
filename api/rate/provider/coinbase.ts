import { z } from 'zod'
import { askJson, decimalOf, type Provider, type Quote } from '#api/rate/provider/provider.ts'

const CURRENCIES = ['USD', 'EUR', 'GBP']
/** Candles that one answer holds. */
const MOST = 300
const HOUR_MS = 3600 * 1000

const candlesSchema = z.array(z.tuple([z.int(), z.number(), z.number(), z.number()]).rest(z.number()))

/** Coinbase Exchange: hourly candles `[time, low, high, open, …]`, newest first; an hour's price is that at its beginning. */
export function coinbase(base = 'https://api.exchange.coinbase.com'): Provider {
  return {
    name: 'Coinbase',
    has: (currency) => CURRENCIES.includes(currency),
    async quotes(currency, { from, until }, signal) {
      const quotes: Quote[] = []
      for (let start = from.getTime(); start < until.getTime(); start += MOST * HOUR_MS) {
        const end = Math.min(start + (MOST - 1) * HOUR_MS, until.getTime() - HOUR_MS)
        const url = new URL(`/products/BTC-${currency}/candles`, base)
        url.searchParams.set('granularity', '3600')
        url.searchParams.set('start', new Date(start).toISOString())
        url.searchParams.set('end', new Date(end).toISOString())
        for (const [time, , , open] of candlesSchema.parse(await askJson(url, signal)))
          quotes.push({ at: new Date(time * 1000), seconds: 3600, price: decimalOf(open) })
      }
      return quotes
    },
  }
}
