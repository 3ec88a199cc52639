import { formatMonth } from '#client/format/day.ts'
import type { TotalsChoices } from '#client/totals/choices.ts'
import { t } from '#client/totals/words.ts'

/** Days, both included; neither: all there are. */
export type Days = { from?: string; to?: string }
type Period = Pick<TotalsChoices, 'period' | 'from' | 'to'>

const DAY_MS = 86_400_000

/** The days of the choices, as the API takes them. @param today in the show's time zone */
export function daysOf({ period, from, to }: Period, today: string): Days {
  if (period === 'all') return {}
  if (period === 'days') return { ...(from ? { from } : {}), ...(to ? { to } : {}) }
  const count = lastDays(period)
  if (count !== null) return { from: shiftDay(today, 1 - count), to: today }
  const [year = 0, month] = period.split('-').map(Number)
  return month === undefined
    ? { from: `${period}-01-01`, to: `${period}-12-31` }
    : { from: `${period}-01`, to: lastDay(year, month) }
}

/**
 * The days that these are compared with: as many before, the month or the year before; of a month or year that is not over, as much of
 * the one before as has passed of it. Null where there are none.
 */
export function daysBefore(choices: Period, today: string): Required<Days> | null {
  const { from, to } = daysOf(choices, today)
  if (from === undefined || to === undefined) return null
  const isNamed = choices.period !== 'days' && lastDays(choices.period) === null
  if (!isNamed) return { from: shiftDay(from, -countDays(from, to)), to: shiftDay(from, -1) }
  const [year = 0, month] = choices.period.split('-').map(Number)
  const before =
    month === undefined
      ? { from: `${pad(year - 1)}-01-01`, to: `${pad(year - 1)}-12-31` }
      : wholeMonth(year, month - 1)
  if (today < from || today >= to) return before
  const until = shiftDay(before.from, countDays(from, today) - 1)
  return { from: before.from, to: until < before.to ? until : before.to }
}

/** The period before one, as words and choices; null where there is none. */
export function formatBefore({ period, from, to }: Period): string | null {
  if (period === 'all') return null
  if (period === 'days') return from && to ? t('The days before') : null
  const count = lastDays(period)
  if (count !== null) return t('The {count} days before', { count })
  return period.length === 4 ? pad(Number(period) - 1) : t('The month before')
}

/**
 * The periods that can be chosen with one click.
 * @param today in the show's time zone
 * @param years that have something
 */
export function periodOptions(today: string, years: readonly string[]): { value: string; name: string }[] {
  const [year = 0, month = 1] = today.split('-').map(Number)
  const named = [
    { value: '7d', name: t('Last 7 days') },
    { value: '30d', name: t('Last 30 days') },
    { value: '90d', name: t('Last 90 days') },
    { value: '365d', name: t('Last 365 days') },
    { value: today.slice(0, 7), name: t('This month') },
    { value: wholeMonth(year, month - 1).from.slice(0, 7), name: t('Last month') },
    { value: String(year), name: t('This year') },
    { value: String(year - 1), name: t('Last year') },
  ]
  const older = years
    .filter((one) => named.every(({ value }) => value !== one))
    .sort()
    .reverse()
    .map((value) => ({ value, name: value }))
  return [
    ...named,
    ...older,
    { value: 'all', name: t('All time') },
    { value: 'days', name: t('From day to day') },
  ]
}

/** A period that is none of these, in words. */
export function formatPeriod(period: string): string {
  const count = lastDays(period)
  if (count !== null) return count === 1 ? t('Today') : t('Last {count} days', { count })
  return period.length === 7 ? formatMonth(period) : period
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

/** Some days later, or earlier. */
export function shiftDay(day: string, by: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + by * DAY_MS).toISOString().slice(0, 10)
}

/** How many days there are, both ends included. */
export function countDays(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS + 1
}

function lastDays(period: string): number | null {
  return period.endsWith('d') ? Number(period.slice(0, -1)) : null
}

/** @param month 1 to 12; 0 is the December before */
function wholeMonth(year: number, month: number): Required<Days> {
  const first = new Date(Date.UTC(year, month - 1, 1))
  return {
    from: first.toISOString().slice(0, 10),
    to: lastDay(first.getUTCFullYear(), first.getUTCMonth() + 1),
  }
}

function lastDay(year: number, month: number): string {
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
}

function pad(year: number): string {
  return String(year).padStart(4, '0')
}
