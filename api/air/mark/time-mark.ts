import { givesBack, type TimedMark } from '#api/air/mark/fold-marks.ts'
import type { Mark } from '#api/contract/air/mark.ts'

/**
 * When a mark was made, by the server's clock: as long ago as the device counted, and never before the marks that it had seen.
 * One that does not say how long ago was made just now, after all that are here; but where it had not seen that another was
 * taken back, nothing tells that it is newer, and it counts as older.
 * @param before the marks of the boost that are here already
 */
export function timeMark(
  mark: Pick<Mark, 'seen_version' | 'elapsed_ms'>,
  before: readonly TimedMark[],
  now: Date,
): Date {
  const timesOf = (marks: readonly TimedMark[]) => marks.map((made) => made.made_at.getTime())
  if (mark.elapsed_ms === null) {
    const unseen = before.filter((made) => made.version > (mark.seen_version ?? Infinity) && givesBack(made))
    return new Date(
      unseen.length > 0
        ? Math.min(...timesOf(unseen))
        : Math.max(now.getTime(), ...timesOf(before).map((time) => time + 1)),
    )
  }
  const seen = before.filter((made) => made.version <= (mark.seen_version ?? -1))
  return new Date(
    Math.max(now.getTime() - Math.round(mark.elapsed_ms), ...timesOf(seen).map((time) => time + 1)),
  )
}
