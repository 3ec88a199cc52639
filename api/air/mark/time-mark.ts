import { givesBack, type Made } from '#api/air/mark/fold-marks.ts'
import type { Mark } from '#api/contract/segment.ts'

/**
 * When a mark was made, by the server's clock: as long ago as the device counted, and never before the marks that it had seen.
 * Of one that does not say how long ago, but had not seen that another was taken back, nothing tells that it is newer: it counts
 * as older.
 * @param before the marks of the boost that are here already
 */
export function timeMark(
  mark: Pick<Mark, 'seen_version' | 'elapsed_ms'>,
  before: readonly Made[],
  now: Date,
): Date {
  let time = now.getTime() - Math.round(mark.elapsed_ms ?? 0)
  if (mark.seen_version === null) return new Date(time)
  for (const made of before) {
    const seen = made.version <= mark.seen_version
    if (seen) time = Math.max(time, made.made_at.getTime() + 1)
  }
  if (mark.elapsed_ms === null)
    for (const made of before)
      if (made.version > mark.seen_version && givesBack(made)) time = Math.min(time, made.made_at.getTime())
  return new Date(time)
}
