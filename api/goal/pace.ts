import type { Run } from '#api/goal/run-of.ts'
import { addDays, daysBetween } from '#api/lib/day.ts'

/** What is further away than that, or so long after the end, nobody wants to be told. */
const FAR_DAYS = 3_650
const LATE_DAYS = 60

type Progress = {
  run: Run
  /** The day on which something came first, for a run that has no beginning. */
  first: string | null
  today: string
  reached: number
  target: number
}
export type Pace = { pace_percent: number | null; expected_on: string | null }

/**
 * How a goal stands beside one to which each day gives the same, and when it is reached if it goes on as so far: today counts as a
 * whole day.
 */
export function paceOf({ run, first, today, reached, target }: Progress): Pace {
  const { from, to } = run
  const begins = from ?? first
  if (begins === null || today < begins) return { pace_percent: to === null ? null : 0, expected_on: null }
  const isOver = to !== null && today > to
  const elapsed = daysBetween(begins, isOver ? to : today) + 1
  return {
    pace_percent: to === null ? null : Math.floor((100 * elapsed) / (daysBetween(begins, to) + 1)),
    expected_on: isOver || reached <= 0 || reached >= target ? null : expect(),
  }

  function expect(): string | null {
    const needed = Math.ceil(elapsed * (target / reached))
    if (needed - elapsed > FAR_DAYS) return null
    const day = addDays(begins ?? today, Math.max(needed - 1, elapsed))
    return to !== null && daysBetween(to, day) > LATE_DAYS ? null : day
  }
}
