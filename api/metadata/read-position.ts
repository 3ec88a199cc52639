import { type Fields, numberOf } from '#api/metadata/fields.ts'

/** Longer than any episode; more is a clock time that an app wrote for a position. */
const LONGEST_EPISODE_S = 7 * 24 * 3600

/** Seconds into the episode: `ts` (seconds) wins over `time` ("00:02:37"); null where neither is plausible. */
export function readPosition(fields: Fields): number | null {
  for (const name of ['ts', 'position', 'time']) {
    const value = fields.get(name)
    const seconds = numberOf(value) ?? clockOf(value)
    if (seconds !== undefined && seconds >= 0 && seconds <= LONGEST_EPISODE_S) return Math.floor(seconds)
  }
  return null
}

/** "1:02:37", "00:24". */
function clockOf(value: unknown): number | undefined {
  if (typeof value !== 'string' || !/^\s*\d{1,3}(:\d{1,2}){1,2}(\.\d+)?\s*$/.test(value)) return undefined
  return value.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
}
