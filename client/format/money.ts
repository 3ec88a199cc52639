import { digitsOf } from '#client/format/minor-digits.ts'
import { readerLocales, remember } from '#client/language/locale.ts'

type Money = { amount_minor: number; currency: string }

const currencies = remember((locales: string[], currency: string) => {
  const digits = digitsOf(currency)
  return new Intl.NumberFormat(locales, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
})

/**
 * Money of a currency in the reader's way, `$5.00`.
 * @param money in the currency's minor unit, of which yen has none and dinars have a thousand
 */
export function formatMoney({ amount_minor, currency }: Money, locales: string[] = readerLocales()): string {
  const format = currencies(locales, currency)
  return format.format(amount_minor / 10 ** digitsOf(currency))
}

/**
 * A decimal as the API has what receipts were worth, as money in the reader's way.
 * @param digits the most that are shown; by default as many as the currency has
 */
export function formatDecimal(value: string, currency: string, digits?: number): string {
  const most = digits ?? digitsOf(currency)
  return new Intl.NumberFormat(readerLocales(), {
    style: 'currency',
    currency,
    minimumFractionDigits: Math.min(most, digitsOf(currency)),
    maximumFractionDigits: most,
  }).format(Number(value))
}
