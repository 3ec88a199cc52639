/** Millisatoshi as a whole number; 1 sat = 1,000 msat. Made only by `msat`, so that it is always exact. */
export type Msat = number & { readonly unit: 'msat' }

/** The largest amount that a number holds exactly: 2^53 - 1 msat, about 90,071 BTC. */
export const MAX_MSAT = Number.MAX_SAFE_INTEGER

/**
 * Brands a number of msat.
 * @param value whole msat, negative for a refund
 * @throws RangeError when it is fractional or beyond 2^53 - 1 either way: money is never rounded
 */
export function msat(value: number): Msat {
  if (!isMsat(value)) throw new RangeError(`Not a whole number of msat within 2^53 - 1: ${value}`)
  return value
}

/** Adds amounts of msat; throws RangeError where the sum is no longer exact. */
export function sumMsat(amounts: Iterable<Msat>): Msat {
  let sum = 0
  for (const amount of amounts) sum = msat(sum + amount)
  return msat(sum)
}

/** Whether a number of msat is whole and exact. */
export function isMsat(value: number): value is Msat {
  return Number.isSafeInteger(value)
}
