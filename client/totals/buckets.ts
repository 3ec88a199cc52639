import type { TotalsDays } from '#api/contract/totals.ts'
import { englishLocale, remember } from '#client/format/locale.ts'

export type Grain = 'day' | 'week' | 'month'

/** Some days of a plot, as one bar. */
export type Bucket = {
  /** Its first day, `YYYY-MM-DD`. */
  day: string
  boosts: number
  boosted_msat: number
  streamed_msat: number
}

/** More bars than these cannot be told apart. */
const MOST_DAYS = 400
const MOST_WEEKS = 2_800
const DAY_MS = 86_400_000

/** How fine a plot of these days is drawn. */
export function grainOf(days: readonly { day: string }[]): Grain {
  const [first, last] = [days[0], days.at(-1)]
  const count = first && last ? dayNumber(last.day) - dayNumber(first.day) + 1 : 0
  return count <= MOST_DAYS ? 'day' : count <= MOST_WEEKS ? 'week' : 'month'
}

/** Days as bars of a grain, from the first to the last, also those on which nothing came. */
export function bucketsOf(days: TotalsDays['items'], grain: Grain): Bucket[] {
  const buckets = new Map<string, Bucket>()
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last) return []
  for (let day = startOf(first.day, grain); day <= last.day; day = next(day, grain))
    buckets.set(day, { day, boosts: 0, boosted_msat: 0, streamed_msat: 0 })
  for (const { day, boosts, autos, streams } of days) {
    const bucket = buckets.get(startOf(day, grain))
    if (!bucket) continue
    bucket.boosts += boosts.count + autos.count
    bucket.boosted_msat += boosts.counted_msat + autos.counted_msat
    bucket.streamed_msat += streams.received_msat
  }
  return [...buckets.values()]
}

const format = remember(
  (locale: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }),
)

/** The days of a bucket in words. */
export function formatBucket(day: string, grain: Grain, locale = englishLocale()): string {
  const at = new Date(`${day}T00:00:00Z`)
  if (grain === 'month') return format(locale, { month: 'long', year: 'numeric' }).format(at)
  const said = format(locale, { day: 'numeric', month: 'short', year: 'numeric' }).format(at)
  return grain === 'week' ? `Week of ${said}` : said
}

/** The same below an axis, as short as it goes. */
export function shortBucket(day: string, grain: Grain, locale = englishLocale()): string {
  const at = new Date(`${day}T00:00:00Z`)
  return grain === 'day'
    ? format(locale, { day: 'numeric', month: 'short' }).format(at)
    : format(locale, { month: 'short', year: '2-digit' }).format(at)
}

function startOf(day: string, grain: Grain): string {
  if (grain === 'day') return day
  if (grain === 'month') return `${day.slice(0, 7)}-01`
  const number = dayNumber(day)
  // The first of January 1970 was a Thursday; weeks begin on Mondays.
  return dayOf(number - ((number + 3) % 7))
}

function next(day: string, grain: Grain): string {
  if (grain !== 'month') return dayOf(dayNumber(day) + (grain === 'day' ? 1 : 7))
  const [year = 0, month = 1] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10)
}

function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / DAY_MS
}

function dayOf(number: number): string {
  return new Date(number * DAY_MS).toISOString().slice(0, 10)
}
