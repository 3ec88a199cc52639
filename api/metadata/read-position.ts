import { type Fields, numberOf } from '#api/metadata/fields.ts'
import { SPELLINGS } from '#api/metadata/spellings.ts'

/** Longer than any episode; more is milliseconds, or a clock time that an app wrote for a position. */
const LONGEST_EPISODE_S = 48 * 3600

/** Seconds into the episode: `ts` (seconds) wins over `time` ("00:02:37"); null where neither is plausible. */
export function readPosition(fields: Fields): number | null {
  for (const name of SPELLINGS.position) {
    const value = fields.get(name)
    const position = within(numberOf(value) ?? clockOf(value), LONGEST_EPISODE_S)
    if (position !== null) return position
  }
  return null
}

/**
 * A position as it can be in an episode: as given, or as the milliseconds that some apps write.
 * @param length of the episode in seconds, or the longest that one may be
 * @returns whole seconds; null where neither can be
 */
export function within(seconds: number | undefined, length: number): number | null {
  if (seconds === undefined || seconds < 0) return null
  if (seconds <= length) return Math.floor(seconds)
  return seconds / 1000 <= length && Number.isInteger(seconds) ? Math.floor(seconds / 1000) : null
}

/** "1:02:37", "00:24". */
function clockOf(value: unknown): number | undefined {
  if (typeof value !== 'string' || !/^\s*\d{1,3}(:\d{1,2}){1,2}(\.\d+)?\s*$/.test(value)) return undefined
  return value.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
}
