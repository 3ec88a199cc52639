const FIRST_MS = 1_000
const LONGEST_MS = 5 * 60_000
/** A wallet that is away is often back soon: restarted, updated, or its line cut for a moment. */
const AWAY_LONGEST_MS = 8_000
/** For so many failures in a row it counts as away for a moment, which is some minutes. */
const AWAY_FAILURES = 30

/**
 * How long to wait before a failing source is tried again: doubling from a second to five minutes, each shortened by up to a
 * half by chance, so that several do not come back at once.
 * @param failures in a row, 1 for the first
 * @param isAway whether nothing answers: for the first minutes it is then tried every few seconds
 * @param chance from 0 to below 1
 */
export function backoffMs(failures: number, isAway = false, chance: number = Math.random()): number {
  const longest = isAway && failures <= AWAY_FAILURES ? AWAY_LONGEST_MS : LONGEST_MS
  const whole = Math.min(FIRST_MS * 2 ** (failures - 1), longest)
  return Math.round(whole * (1 - chance / 2))
}
