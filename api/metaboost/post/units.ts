/** Currencies of the standard, with the units that amounts are counted in, the usual one first. */
const UNITS: Record<string, readonly string[]> = {
  // The contract's prose has `s`, Podverse has sent both others.
  BTC: ['satoshis', 'satoshi', 'sats', 'sat', 's'],
  USD: ['cents', 'cent'],
  EUR: ['cents', 'cent'],
  GBP: ['pence', 'penny'],
  CAD: ['cents', 'cent'],
  AUD: ['cents', 'cent'],
  JPY: ['yen'],
  CHF: ['rappen'],
  NZD: ['cents', 'cent'],
  SEK: ['ore'],
  NOK: ['ore'],
  DKK: ['ore'],
  INR: ['paise', 'paisa'],
  BRL: ['centavos', 'centavo'],
  MXN: ['centavos', 'centavo'],
  ZAR: ['cents', 'cent'],
  SGD: ['cents', 'cent'],
  HKD: ['cents', 'cent'],
  KRW: ['won'],
}

/** The codes that the standard knows. */
export const CURRENCIES = Object.keys(UNITS)

/** Whether amounts of this currency, in capitals, are counted in this unit, in small letters. Each is the currency's smallest. */
export function hasUnit(currency: string, unit: string): boolean {
  return UNITS[currency]?.includes(unit) ?? false
}

/** What a currency is counted in, as the standard writes it. */
export function unitOf(currency: string): string | null {
  return UNITS[currency]?.[0] ?? null
}
