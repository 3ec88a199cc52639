/**
 * A decimal number as whole units of its last place, exactly: `12.5` sats are 12,500 msat.
 * @param places how many digits behind the point count
 * @returns null where it is no number, or has more places than count
 */
export function readDecimal(value: unknown, places: number): number | null {
  const text = typeof value === 'number' ? plain(value) : typeof value === 'string' ? value.trim() : ''
  const match = /^(-?)(\d{1,20})(?:\.(\d{1,30}))?$/.exec(text)
  if (!match) return null
  const [, sign, whole = '', behind = ''] = match
  if (/[1-9]/.test(behind.slice(places))) return null
  const units = Number(BigInt(whole + behind.slice(0, places).padEnd(places, '0')))
  if (!Number.isSafeInteger(units)) return null
  return sign === '-' ? -units : units
}

/** A number without an exponent, as tiny ones in bitcoin have. */
function plain(value: number): string {
  const text = String(value)
  return /e-/.test(text) ? value.toFixed(20).replace(/0+$/, '') : text
}
