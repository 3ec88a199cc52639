import type { BoostRow } from '#client/boost/list/list-rows.ts'

const LINE = 24
const MOST_LINES = 8
const HEADING = 62
/** Below this width amount and name stand over the message. */
const NARROW = 700

/**
 * How high a row will be, roughly, so that the scroll bar is nearly right before the row was ever shown.
 * @param width of the list in CSS pixels
 */
export function estimateHeight(row: BoostRow | undefined, width: number): number {
  if (!row) return 80
  const { boost, heading } = row
  const isNarrow = width < NARROW
  const perLine = Math.max(20, Math.floor((isNarrow ? width : Math.min(width - 510, 620)) / 7.6))
  const written = (boost.message ?? '')
    .split('\n')
    .reduce((lines, part) => lines + Math.max(1, Math.ceil(part.length / perLine)), 0)
  const lines = Math.min(MOST_LINES, boost.message ? written : 0)
  const body = isNarrow ? 36 + lines * LINE + 26 + 28 : Math.max(2, lines) * LINE + 33
  return body + (heading ? HEADING : 0)
}
