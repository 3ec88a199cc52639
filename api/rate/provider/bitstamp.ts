import { z } from 'zod'
import { askJson, decimalOf, type Provider, type Quote } from '#api/rate/provider/provider.ts'

const CURRENCIES = ['USD', 'EUR', 'GBP']
/** Candles that one answer holds. */
const MOST = 1000
const HOUR_MS = 3600 * 1000

const ohlcSchema = z.object({
  data: z.object({ ohlc: z.array(z.object({ timestamp: z.coerce.number().int(), open: z.string() })) }),
})

/** Bitstamp: hourly candles since 2011; an hour's price is that at its beginning. */
export function bitstamp(base = 'https://www.bitstamp.net'): Provider {
  return {
    name: 'Bitstamp',
    has: (currency) => CURRENCIES.includes(currency),
    async quotes(currency, { from, until }, signal) {
      const quotes: Quote[] = []
      for (let start = from.getTime(); start < until.getTime(); start += MOST * HOUR_MS) {
        const hours = Math.min(MOST, Math.ceil((until.getTime() - start) / HOUR_MS))
        const url = new URL(`/api/v2/ohlc/btc${currency.toLowerCase()}/`, base)
        url.searchParams.set('step', '3600')
        url.searchParams.set('limit', String(hours))
        url.searchParams.set('start', String(start / 1000))
        for (const { timestamp, open } of ohlcSchema.parse(await askJson(url, signal)).data.ohlc)
          quotes.push({ at: new Date(timestamp * 1000), seconds: 3600, price: decimalOf(open) })
      }
      return quotes
    },
  }
}
