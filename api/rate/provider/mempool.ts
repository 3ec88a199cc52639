import { z } from 'zod'
import { askJson, decimalOf, hourOf, type Provider, type Quote } from '#api/rate/provider/provider.ts'

const CURRENCIES = ['USD', 'EUR', 'GBP', 'CAD', 'CHF', 'AUD', 'JPY']
/** It answers one time a question: more than a few are asked elsewhere. */
const MOST = 48
const HOUR_MS = 3600 * 1000
const DAY_MS = 24 * HOUR_MS

const pricesSchema = z.object({ prices: z.array(z.record(z.string(), z.number())) })

/**
 * mempool.space, or one's own mempool: the last price known at a time. A point within the hour stands for the hour, one of the
 * same day for the day; before May 2022 its points lie a week apart and mostly stand for nothing here. -1 means none.
 */
export function mempool(base = 'https://mempool.space'): Provider {
  return {
    name: 'mempool.space',
    has: (currency) => CURRENCIES.includes(currency),
    async quotes(currency, { wanted }, signal) {
      if (wanted.length > MOST) throw new Error(`More than ${MOST} hours are not asked of mempool.space`)
      const quotes: Quote[] = []
      for (const hour of wanted) {
        const url = new URL('/api/v1/historical-price', base)
        url.searchParams.set('currency', currency)
        // Its points come some minutes after the hour.
        url.searchParams.set('timestamp', String((hour.getTime() + HOUR_MS) / 1000 - 1))
        const [point] = pricesSchema.parse(await askJson(url, signal)).prices
        const quote = point && asQuote(point, currency, hour)
        if (quote) quotes.push(quote)
      }
      return quotes
    },
  }
}

function asQuote(point: Record<string, number>, currency: string, hour: Date): Quote | null {
  const price = point[currency]
  if (price === undefined || price <= 0 || point.time === undefined) return null
  const at = new Date(point.time * 1000)
  if (hourOf(at).getTime() === hour.getTime()) return { at: hour, seconds: 3600, price: decimalOf(price) }
  const day = Math.floor(hour.getTime() / DAY_MS) * DAY_MS
  return at.getTime() >= day ? { at: new Date(day), seconds: 86_400, price: decimalOf(price) } : null
}
