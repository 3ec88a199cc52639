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

/** Adds up decimals of worth with eight digits; quick where they are of a usual size. */
export type WorthSum = { add(value: string): void; text(): string }

/** As a number without its point, such a decimal loses nothing. */
const SHORT = 16
const FULL = 2 ** 52

export function createWorthSum(): WorthSum {
  let [all, some] = [0n, 0]
  return {
    add(value) {
      if (value.length > SHORT) all += unitsOf(value)
      else some += Number(value.replace('.', ''))
      if (some > FULL || some < -FULL) {
        all += BigInt(some)
        some = 0
      }
    },
    text: () => worthOf(all + BigInt(some)),
  }
}
