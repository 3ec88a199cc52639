/** Half open, in epoch milliseconds; infinite: without end. */
export type Stretch = readonly [from: number, until: number]

/** A time in parts that it adds up to, each in order: whole months and days (UTC), and what is left. */
export type CutTime = { months: Stretch[]; days: Stretch[]; rest: Stretch[] }

const DAY_MS = 86_400_000

/**
 * Cuts a time into whole months and days, none of which lies on both sides of an end.
 * @param ends of what is told apart, the time's own among them
 * @param loose beginnings of days that are to be left whole to the rest
 */
export function cutTime([from, until]: Stretch, ends: readonly number[], loose: readonly number[]): CutTime {
  const cut: CutTime = { months: [], days: [], rest: [] }
  const isLoose = new Set(loose)
  const bounds = [from, until, ...[...ends, ...loose.flatMap((day) => [day, day + DAY_MS])].filter(isWithin)]
  const sorted = [...new Set(bounds)].sort((a, b) => a - b)
  for (const [index, begin] of sorted.entries()) {
    const end = sorted[index + 1]
    if (end === undefined) break
    const [first, last] = [ceilDay(begin), floorDay(end)]
    if (first >= last || isLoose.has(floorDay(begin))) add(cut.rest, begin, end)
    else {
      add(cut.rest, begin, first)
      cutDays(cut, first, last)
      add(cut.rest, last, end)
    }
  }
  return cut

  function isWithin(end: number): boolean {
    return end > from && end < until
  }
}

function cutDays({ months, days }: CutTime, first: number, last: number): void {
  const [firstMonth, lastMonth] = [ceilMonth(first), floorMonth(last)]
  const hasMonths = firstMonth < lastMonth
  add(days, first, hasMonths ? firstMonth : last)
  if (!hasMonths) return
  add(months, firstMonth, lastMonth)
  add(days, lastMonth, last)
}

/** Adds one behind the others, and to the last where it follows that at once. */
function add(stretches: Stretch[], from: number, until: number): void {
  if (from >= until) return
  const last = stretches.at(-1)
  if (last?.[1] === from) stretches[stretches.length - 1] = [last[0], until]
  else stretches.push([from, until])
}

const floorDay = (at: number) => Math.floor(at / DAY_MS) * DAY_MS
const ceilDay = (at: number) => Math.ceil(at / DAY_MS) * DAY_MS

function floorMonth(at: number): number {
  return Number.isFinite(at) ? startOfMonth(at, 0) : at
}

function ceilMonth(at: number): number {
  return !Number.isFinite(at) || startOfMonth(at, 0) === at ? at : startOfMonth(at, 1)
}

function startOfMonth(at: number, later: number): number {
  const date = new Date(at)
  date.setUTCDate(1)
  date.setUTCMonth(date.getUTCMonth() + later)
  return floorDay(date.getTime())
}
