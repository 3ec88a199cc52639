import type { ViewPartJson } from '#api/contract/totals-view.ts'
import { formatSats, satsOf } from '#client/format/sats.ts'
import { pageLocale, remember } from '#client/language/locale.ts'
import { t } from '#client/totals/words.ts'

export type WeekHour = {
  /** From Monday, 0 to 6. */
  day: number
  hour: number
  boosts: number
  boosted_msat: number
  streamed_msat: number
  /** Of the most that an hour has, 0 to 1. */
  heat: number
}

type Item = Pick<ViewPartJson['items'][number], 'key' | 'boosts' | 'boosted_msat' | 'streamed_msat'>

/** All 168 hours of a week, from Monday's first. */
export function weekOf(items: readonly Item[]): WeekHour[] {
  const known = new Map(items.map((item) => [item.key, item]))
  const total = (item: Item) => Math.max(0, item.boosted_msat + item.streamed_msat)
  const most = Math.max(1, ...items.map(total))
  return Array.from({ length: 168 }, (_, at) => {
    const [day, hour] = [Math.floor(at / 24), at % 24]
    const item = known.get(hourKey({ day, hour }))
    return {
      day,
      hour,
      boosts: item?.boosts ?? 0,
      boosted_msat: item?.boosted_msat ?? 0,
      streamed_msat: item?.streamed_msat ?? 0,
      heat: item ? total(item) / most : 0,
    }
  })
}

/** An hour as the address and the API name it; Monday is 1 there. */
export function hourKey({ day, hour }: Pick<WeekHour, 'day' | 'hour'>): string {
  return `${day + 1}-${hour}`
}

const formats = remember(
  (locale: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }),
)

/** A day of the week in words; the fifth of January 1970 was a Monday. */
export function formatWeekday(day: number, style: 'long' | 'short', locale = pageLocale()): string {
  return formats(locale, { weekday: style }).format(new Date(Date.UTC(1970, 0, 5 + day)))
}

/** An hour of the day in words. */
export function formatHour(hour: number, locale = pageLocale()): string {
  return formats(locale, { hour: 'numeric' }).format(new Date(Date.UTC(1970, 0, 5, hour)))
}

/** An hour of the week in words. */
export function formatWeekHour({ day, hour, boosts, boosted_msat, streamed_msat }: WeekHour): string {
  const sats = t('{amount} {sats} in {boosts, plural, one {# boost} other {# boosts}}', {
    amount: formatSats(boosted_msat),
    sats: satsOf(boosted_msat),
    boosts,
  })
  return t('{weekday}, from {hour}: {sats}, {amount} streamed', {
    weekday: formatWeekday(day, 'long'),
    hour: formatHour(hour),
    sats,
    amount: formatSats(streamed_msat),
  })
}
