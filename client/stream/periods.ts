import { t } from '#client/stream/words.ts'

/** How far back streams are summed, in days; the usual period first. */
const DAYS = { quarter: 90, month: 30, year: 365, all: null } as const
export type Period = 'quarter' | 'month' | 'year' | 'all'
const PERIODS: readonly Period[] = ['quarter', 'month', 'year', 'all']

export const PERIOD_WORDS: Record<Period, string> = {
  quarter: t('Last 90 days'),
  month: t('Last 30 days'),
  year: t('Last 12 months'),
  all: t('All time'),
}

const DAY_MS = 24 * 3600 * 1000

/** A period as the address says it. */
export function asPeriod(text: string | null): Period {
  return PERIODS.find((period) => period === text) ?? 'quarter'
}

/** Where a period begins, on the hour, so that what was read stays good for a while; null: since ever. */
export function sinceOf(period: Period, now = Date.now()): string | null {
  const days = DAYS[period]
  if (days === null) return null
  const at = now - days * DAY_MS
  return new Date(at - (at % 3_600_000)).toISOString()
}
