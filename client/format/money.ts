import { readerLocales, remember } from '#client/format/locale.ts'

type Money = { amount_minor: number; currency: string }

const currencies = remember(
  (locales: string[], currency: string) => new Intl.NumberFormat(locales, { style: 'currency', currency }),
)

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
    maximumFractionDigits: most,
  }).format(Number(value))
}

/** How many digits the currency's minor unit has. */
function digitsOf(currency: string): number {
  return currencies(['en'], currency).resolvedOptions().maximumFractionDigits ?? 2
}

/**
 * Reads an amount as typed, `5`, `5.00` or `5,00`, into the minor unit.
 * @returns null where it is no such amount
 */
export function parseMoney(text: string, currency: string): number | null {
  const digits = digitsOf(currency)
  const found = /^(\d{1,12})(?:[.,](\d+))?$/.exec(text.trim())
  if (!found) return null
  const [, whole = '', part = ''] = found
  return part.length > digits ? null : Number(whole + part.padEnd(digits, '0'))
}

/** Reads an amount of sats as typed, `1337` or `1,337`, into msat; null where it is none. */
export function parseSats(text: string): number | null {
  const plain = text.trim().replaceAll(/[\s,._’'](?=\d{3}(?!\d))/g, '')
  const sats = /^\d{1,13}$/.test(plain) ? Number(plain) : Number.NaN
  return Number.isSafeInteger(sats * 1000) ? sats * 1000 : null
}
