const FIRST_MS = 1_000
const LONGEST_MS = 5 * 60_000

/**
 * How long to wait before a failing source is tried again: doubling from a second to five minutes, each shortened by up to a
 * half by chance, so that several do not come back at once.
 * @param failures in a row, 1 for the first
 * @param chance from 0 to below 1
 */
export function backoffMs(failures: number, chance: number = Math.random()): number {
  const whole = Math.min(FIRST_MS * 2 ** (failures - 1), LONGEST_MS)
  return Math.round(whole * (1 - chance / 2))
}
