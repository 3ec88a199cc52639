import { addDays } from '#api/lib/day.ts'
import type { GoalRow } from '#db/schema/goal.ts'

/** The days of a run, both included; null: without end. */
export type Run = { from: string | null; to: string | null }

/** The run of a goal that is under way on a day, or was last, or comes. @param today `YYYY-MM-DD` */
export function runOf(
  { period, first_day, last_day }: Pick<GoalRow, 'period' | 'first_day' | 'last_day'>,
  today: string,
): Run {
  const year = today.slice(0, 4)
  if (period === 'year') return { from: `${year}-01-01`, to: `${year}-12-31` }
  if (period !== 'month') return { from: first_day, to: last_day }
  const end = new Date(Date.UTC(Number(year), Number(today.slice(5, 7)), 0))
  return { from: `${today.slice(0, 7)}-01`, to: end.toISOString().slice(0, 10) }
}

/** Whether a run has not begun, or was over by more than some days. @param afterDays how long one that is over still counts as under way */
export function isElsewhen({ from, to }: Run, today: string, afterDays = 0): boolean {
  return (from !== null && today < from) || (to !== null && today > addDays(to, afterDays))
}

/** Whether that run's being reached was noted. */
export function isNoted(
  { reached_at, reached_of }: Pick<GoalRow, 'reached_at' | 'reached_of'>,
  run: Run,
): boolean {
  return reached_at !== null && reached_of === run.from
}
