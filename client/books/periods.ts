import { t } from '#client/books/words.ts'
import { formatDate, formatMonth } from '#client/format/day.ts'

/** A period of whole days, both included. */
export type Period = { name: string; from: string; to: string }

/**
 * The periods that books are kept in, ending with today's: this and the last month, quarter and year.
 * @param today the reader's own, `YYYY-MM-DD`
 */
export function periodsAt(today: string): Period[] {
  const [year = 0, month = 1] = today.split('-').map(Number)
  const quarter = Math.floor((month - 1) / 3)
  return [
    { name: t('Last month'), ...monthsOf(year, month - 1, 1) },
    { name: t('This month'), ...monthsOf(year, month, 1) },
    { name: t('Last quarter'), ...monthsOf(year, quarter * 3 - 2, 3) },
    { name: t('This quarter'), ...monthsOf(year, quarter * 3 + 1, 3) },
    { name: t('Last year'), ...monthsOf(year - 1, 1, 12) },
    { name: t('This year'), ...monthsOf(year, 1, 12) },
  ]
}

/** The month that a period is, `YYYY-MM`, or null where it is none. */
export function monthOf(from: string, to: string): string | null {
  const [year = 0, month = 1] = from.split('-').map(Number)
  const whole = monthsOf(year, month, 1)
  return from === whole.from && to === whole.to ? from.slice(0, 7) : null
}

/** A period in words: `October 2026`, `2026`, else its first and last day. */
export function formatPeriod({ from, to }: { from: string; to: string }): string {
  const month = monthOf(from, to)
  if (month) return formatMonth(month)
  const year = from.slice(0, 4)
  return from === `${year}-01-01` && to === `${year}-12-31`
    ? year
    : t('{from} to {to}', { from: formatDate(from), to: formatDate(to) })
}

/** The days of a month, `YYYY-MM`. */
export function periodOfMonth(month: string): { from: string; to: string } {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return monthsOf(year, number, 1)
}

/** @param month 1 is January; 0 and below lie in the year before */
function monthsOf(year: number, month: number, count: number): { from: string; to: string } {
  return {
    from: dayOf(new Date(Date.UTC(year, month - 1, 1))),
    to: dayOf(new Date(Date.UTC(year, month - 1 + count, 0))),
  }
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10)
}

/** The reader's own day. */
export function today(now = new Date()): string {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}
