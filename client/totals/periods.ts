import type { TotalsChoices } from '#client/totals/choices.ts'

/** Days, both included; neither: all there are. */
export type Days = { from?: string; to?: string }

/** The days of the choices, as the API takes them. */
export function daysOf({ period, from, to }: TotalsChoices): Days {
  if (period === 'all') return {}
  if (period === 'days') return { ...(from ? { from } : {}), ...(to ? { to } : {}) }
  const [year = 0, month] = period.split('-').map(Number)
  return month === undefined
    ? { from: `${period}-01-01`, to: `${period}-12-31` }
    : { from: `${period}-01`, to: lastDay(year, month) }
}

/** The period before one, as words and choices; null where there is none. */
export function formatBefore({ period, from, to }: TotalsChoices): string | null {
  if (period === 'all') return null
  if (period === 'days') return from && to ? 'The days before' : null
  return period.length === 4 ? String(Number(period) - 1) : 'The month before'
}

/**
 * The periods that can be chosen with one click.
 * @param today in the show's time zone
 * @param years that have something
 */
export function periodOptions(today: string, years: readonly string[]): { value: string; name: string }[] {
  const [year = 0, month = 1] = today.split('-').map(Number)
  const before = new Date(Date.UTC(year, month - 2, 1)).toISOString().slice(0, 7)
  const named = [
    { value: 'all', name: 'All time' },
    { value: today.slice(0, 7), name: 'This month' },
    { value: before, name: 'Last month' },
    { value: String(year), name: 'This year' },
    { value: String(year - 1), name: 'Last year' },
  ]
  const older = years
    .filter((one) => named.every(({ value }) => value !== one))
    .sort()
    .reverse()
    .map((value) => ({ value, name: value }))
  return [...named, ...older, { value: 'days', name: 'From day to day' }]
}

/** The day in a time zone, `YYYY-MM-DD`. */
export function todayIn(zone: string, now = new Date()): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(now)
}

function lastDay(year: number, month: number): string {
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
}
