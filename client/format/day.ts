import { pageLocale, remember } from '#client/language/locale.ts'
import { t } from '#client/language/shared.ts'

const DAY_MS = 24 * 3600 * 1000

const dates = remember(
  (locale: string, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options),
)

/**
 * A day as hosts say it: `Today`, `Yesterday`, `Friday` within the last week, else `15 May`, with its year where that is another.
 * @param instant in RFC 3339
 */
export function formatDay(instant: string, now = new Date(), locale = pageLocale()): string {
  const at = new Date(instant)
  if (Number.isNaN(at.getTime())) return ''
  const ago = Math.round((midnight(now) - midnight(at)) / DAY_MS)
  if (ago === 0) return t('Today')
  if (ago === 1) return t('Yesterday')
  if (ago > 1 && ago < 7) return dates(locale, { weekday: 'long' }).format(at)
  const isThisYear = at.getFullYear() === now.getFullYear()
  return dates(locale, {
    day: 'numeric',
    month: isThisYear ? 'long' : 'short',
    ...(isThisYear ? {} : { year: 'numeric' }),
  }).format(at)
}

/** A month in words: `October 2026`. @param month `YYYY-MM` */
export function formatMonth(month: string, locale = pageLocale()): string {
  const at = new Date(`${month}-01T00:00:00Z`)
  return Number.isNaN(at.getTime())
    ? month
    : dates(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(at)
}

/** A day in full: `2 October 2026`. @param day `YYYY-MM-DD` */
export function formatDate(day: string, locale = pageLocale()): string {
  const at = new Date(`${day}T00:00:00Z`)
  return Number.isNaN(at.getTime())
    ? day
    : dates(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(at)
}

/** An instant in full, to the minute, in the reader's time zone. */
export function formatInstant(instant: string, locale = pageLocale()): string {
  const at = new Date(instant)
  return Number.isNaN(at.getTime())
    ? ''
    : dates(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(at)
}

/** How long ago, roughly, for what was used last: `just now`, `5 minutes ago`, then the day. */
export function formatAgo(instant: string, now = new Date(), locale = pageLocale()): string {
  const minutes = Math.floor((now.getTime() - Date.parse(instant)) / 60_000)
  if (minutes < 1) return t('just now')
  if (minutes < 60) return t('{minutes, plural, one {a minute ago} other {# minutes ago}}', { minutes })
  const hours = Math.floor(minutes / 60)
  if (hours < 12) return t('{hours, plural, one {an hour ago} other {# hours ago}}', { hours })
  return formatDay(instant, now, locale)
}

/** A day within a sentence: `today`, `yesterday`, `on Friday`, `on 15 May`. */
export function formatOnDay(instant: string, now = new Date(), locale = pageLocale()): string {
  const day = formatSince(instant, now, locale)
  return day === t('today') || day === t('yesterday') ? day : t('on {day}', { day })
}

/** A day as the beginning of something: `today`, `yesterday`, `Friday`, `15 May`. */
export function formatSince(instant: string, now = new Date(), locale = pageLocale()): string {
  const day = formatDay(instant, now, locale)
  if (day === t('Today')) return t('today')
  return day === t('Yesterday') ? t('yesterday') : day
}

/** How long ago within a sentence: `5 minutes ago`, then the day. */
export function formatAgoInSentence(instant: string, now = new Date(), locale = pageLocale()): string {
  const ago = formatAgo(instant, now, locale)
  return ago === formatDay(instant, now, locale) ? formatOnDay(instant, now, locale) : ago
}

/** The reader's midnight before an instant, as if all days had 24 hours. */
function midnight(at: Date): number {
  return Date.UTC(at.getFullYear(), at.getMonth(), at.getDate())
}
