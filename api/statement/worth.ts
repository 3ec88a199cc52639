const DIGITS = 8

/** A decimal of worth in hundred-millionths, so that sums lose nothing. */
export function unitsOf(value: string): bigint {
  const [whole = '0', part = ''] = value.split('.')
  return BigInt(`${whole}${part.slice(0, DIGITS).padEnd(DIGITS, '0')}`)
}

/** Hundred-millionths as a decimal of worth: what `unitsOf` read. */
export function worthOf(units: bigint): string {
  const text = String(units < 0n ? -units : units).padStart(DIGITS + 1, '0')
  return `${units < 0n ? '-' : ''}${text.slice(0, -DIGITS)}.${text.slice(-DIGITS)}`
}

/** What decimals of worth come to; of none, `0.00000000`. */
export function addWorth(values: readonly string[]): string {
  return worthOf(values.reduce((all, value) => all + unitsOf(value), 0n))
}
