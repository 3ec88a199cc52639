import { type RawBuilder, sql } from 'kysely'
import type { Period } from '#api/totals/json/period.ts'

/** Whether a period begins with the first of a month, or without beginning, and ends with the last of one, or without end. */
export function isOfWholeMonths({ from, to }: Pick<Period, 'from' | 'to'>): boolean {
  return (from === null || from.endsWith('-01')) && (to === null || isLastOfMonth(to))
}

/** The months of such a period, as a condition on `month`, its first day. */
export function betweenMonths({ from, to }: Pick<Period, 'from' | 'to'>): RawBuilder<unknown> {
  return sql`${from === null ? sql`` : sql`and month >= ${from}::date`} ${to === null ? sql`` : sql`and month <= ${to}::date`}`
}

function isLastOfMonth(day: string): boolean {
  const next = new Date(`${day}T00:00:00Z`)
  next.setUTCDate(next.getUTCDate() + 1)
  return next.getUTCDate() === 1
}
