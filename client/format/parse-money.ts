import { digitsOf } from '#client/format/minor-digits.ts'

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
