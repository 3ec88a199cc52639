/**
 * The currencies whose minor unit is not a hundredth, as list one of ISO 4217 has them. `Intl` follows CLDR instead, which is about how
 * prices are written and changes with each release: a browser and the service would read the same amount a hundredfold apart
 * (findings/currency-digits-move.sh). The client has the same in `client/format/minor-digits.ts`.
 */
export const OTHER_DIGITS: Readonly<Record<string, number>> = {
  BHD: 3,
  BIF: 0,
  CLF: 4,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  IQD: 3,
  ISK: 0,
  JOD: 3,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  PYG: 0,
  RWF: 0,
  TND: 3,
  UGX: 0,
  UYI: 0,
  UYW: 4,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
}

/** How many decimal places the minor unit of a currency has: 2 of USD, none of JPY, and 2 of a code that ISO 4217 does not know. */
export function minorDigits(currency: string): number {
  return OTHER_DIGITS[currency] ?? 2
}

/** Money as a place writes it, `$5.00`, with as many digits as its minor unit has. */
export function formatMoney(locale: string, amount_minor: number, currency: string): string {
  const digits = minorDigits(currency)
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
  return format.format(amount_minor / 10 ** digits)
}
