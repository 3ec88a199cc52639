/** A whole number of units as an exact decimal of what has so many digits of them: 1337 with 3 digits is `1.337`. */
export function decimalOf(units: number, digits: number): string {
  const padded = String(Math.abs(units)).padStart(digits + 1, '0')
  const whole = `${units < 0 ? '-' : ''}${padded.slice(0, padded.length - digits)}`
  return digits === 0 ? whole : `${whole}.${padded.slice(-digits)}`
}

/** A whole number of thousandths, written out, as an exact decimal: `-1337` is `-1.337`. */
export function thousandths(units: string): string {
  const sign = units.startsWith('-') ? '-' : ''
  const digits = units.slice(sign.length).padStart(4, '0')
  return `${sign}${digits.slice(0, -3)}.${digits.slice(-3)}`
}
