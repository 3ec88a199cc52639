import type { TotalsQuery } from '#api/contract/totals.ts'
import { addDays, daysBetween } from '#api/lib/day.ts'

/** Days, both included; null: without end. In a zone; null: the show's own. */
export type Period = { from: string | null; to: string | null; zone: string | null }

const ALL_TIME: Period = { from: null, to: null, zone: null }

/** The period that a query asks for. */
export function periodOf({ from, to, tz }: TotalsQuery): Period {
  return { from: from ?? null, to: to ?? null, zone: tz ?? null }
}

/** The days of a year (`2026`) or month (`2026-05`); `all` has no ends. */
export function namedPeriod(name: string, zone: string | null): Period {
  if (name === 'all') return { ...ALL_TIME, zone }
  const [year = 0, month] = name.split('-').map(Number)
  const from = month === undefined ? utcDay(year, 0, 1) : utcDay(year, month - 1, 1)
  const to = month === undefined ? utcDay(year, 11, 31) : utcDay(year, month, 0)
  return { from, to, zone }
}

/** The period before one of the same kind: the year or month, else as many days; null where it has an open end. */
export function periodBefore(period: Period, name: string | null): Period | null {
  if (period.from === null || period.to === null) return null
  if (name !== null) {
    const [year = 0, month] = name.split('-').map(Number)
    const before =
      month === undefined ? utcDay(year - 1, 0, 1).slice(0, 4) : utcDay(year, month - 2, 1).slice(0, 7)
    return namedPeriod(before, period.zone)
  }
  const days = daysBetween(period.from, period.to) + 1
  return { ...period, from: addDays(period.from, -days), to: addDays(period.from, -1) }
}

function utcDay(year: number, month: number, day: number): string {
  // Date.UTC takes a year below 100 for one of the last century.
  const date = new Date(0)
  date.setUTCFullYear(year, month, day)
  return date.toISOString().slice(0, 10)
}
