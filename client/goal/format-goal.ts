import { formatMonth } from '#client/format/day.ts'
import { formatMoney } from '#client/format/money.ts'
import { formatCount } from '#client/format/sats.ts'
import type { Goal } from '#client/goal/use-goals.ts'
import { t } from '#client/goal/words.ts'
import { pageLocale } from '#client/language/locale.ts'

const DAY_MS = 24 * 3600 * 1000

type Amount = Pick<Goal, 'currency'>

/** Whole sats, or money. */
export function formatAmount(amount: number, { currency }: Amount): string {
  return currency === null
    ? t('{amount} sats', { amount: formatCount(amount) })
    : formatMoney({ amount_minor: amount, currency })
}

/** Whether its present run was reached, also where something was taken back since. */
export function isReached({ reached_at, reached_percent }: Goal): boolean {
  return reached_at !== null || reached_percent >= 100
}

/** What a goal is of, and how it stands: `October 2026 · 12 days are left · an even pace would be at 40 % · …`. @param today of the show */
export function formatStand(goal: Goal, today: string): string {
  const { episode, pace_percent, expected_on, ends } = goal
  const late = expected_on !== null && ends !== null && expected_on > ends
  return [
    episode && (episode.title ?? t('Untitled episode')),
    formatRun(goal),
    ends !== null && formatLeft(ends, today),
    !isReached(goal) &&
      pace_percent !== null &&
      t('an even pace would be at {percent} %', { percent: pace_percent }),
    expected_on &&
      (late
        ? t('at this pace reached on {day}, after its end', { day: formatPlainDay(expected_on) })
        : t('at this pace reached on {day}', { day: formatPlainDay(expected_on) })),
  ]
    .filter(Boolean)
    .join(' · ')
}

function formatLeft(ends: string, today: string): string | null {
  const days = Math.round((Date.parse(ends) - Date.parse(today)) / DAY_MS)
  if (days === 0) return t('the last day')
  return days > 0 ? t('{days, plural, one {# day is left} other {# days are left}}', { days }) : null
}

function formatRun({ period, starts, ends }: Goal): string {
  if (period === 'month') return formatMonth(starts?.slice(0, 7) ?? '')
  if (period === 'year') return starts?.slice(0, 4) ?? ''
  if (starts !== null && ends !== null)
    return t('{plainDay} to {plainDay2}', {
      plainDay: formatPlainDay(starts),
      plainDay2: formatPlainDay(ends),
    })
  return starts === null ? t('all so far') : t('since {plainDay}', { plainDay: formatPlainDay(starts) })
}

function formatPlainDay(day: string): string {
  return new Intl.DateTimeFormat(pageLocale(), { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(day))
}
