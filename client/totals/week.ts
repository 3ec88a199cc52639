import type { TotalsHours } from '#api/contract/totals.ts'
import { englishLocale, remember } from '#client/format/locale.ts'
import { countOf, formatSats, satsOf } from '#client/format/sats.ts'

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

/** All 168 hours of a week, from Monday's first. */
export function weekOf(items: TotalsHours['items']): WeekHour[] {
  const known = new Map(items.map((item) => [(item.weekday - 1) * 24 + item.hour, item]))
  const total = (item: TotalsHours['items'][number]) =>
    Math.max(0, item.boosts.counted_msat + item.streams.received_msat)
  const most = Math.max(1, ...items.map(total))
  return Array.from({ length: 168 }, (_, at) => {
    const item = known.get(at)
    return {
      day: Math.floor(at / 24),
      hour: at % 24,
      boosts: item?.boosts.count ?? 0,
      boosted_msat: item?.boosts.counted_msat ?? 0,
      streamed_msat: item?.streams.received_msat ?? 0,
      heat: item ? total(item) / most : 0,
    }
  })
}

const formats = remember(
  (locale: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }),
)

/** A day of the week in words; the fifth of January 1970 was a Monday. */
export function formatWeekday(day: number, style: 'long' | 'short', locale = englishLocale()): string {
  return formats(locale, { weekday: style }).format(new Date(Date.UTC(1970, 0, 5 + day)))
}

/** An hour of the day in words. */
export function formatHour(hour: number, locale = englishLocale()): string {
  return formats(locale, { hour: 'numeric' }).format(new Date(Date.UTC(1970, 0, 5, hour)))
}

/** An hour of the week in words. */
export function formatWeekHour({ day, hour, boosts, boosted_msat, streamed_msat }: WeekHour): string {
  const sats = `${formatSats(boosted_msat)} ${satsOf(boosted_msat)} in ${countOf(boosts, 'boost')}`
  return `${formatWeekday(day, 'long')}, from ${formatHour(hour)}: ${sats}, ${formatSats(streamed_msat)} streamed`
}
