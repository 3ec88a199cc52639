import type { Grain, ViewDay } from '#api/contract/totals-view.ts'
import { pageLocale, remember } from '#client/language/locale.ts'
import type { Counted } from '#client/totals/metric.ts'
import { countDays, type Days, shiftDay } from '#client/totals/periods.ts'
import { t } from '#client/totals/words.ts'

/** Some days of a plot, as one bar. */
export type Bucket = Counted & {
  /** Its first day, `YYYY-MM-DD`. */
  day: string
}

/** More bars than these cannot be told apart. Months tell who gave without reading what everybody did; weeks do not. */
const MOST_DAYS = 120

const NOTHING: Counted = {
  boosts: 0,
  boosted_msat: 0,
  streams: 0,
  streamed_msat: 0,
  minutes: 0,
  supporters: 0,
  new_supporters: 0,
}

/** How fine a plot of these days is drawn; of days without a beginning, by months. */
export function grainOf(
  { from, to }: { from?: string | undefined; to?: string | undefined },
  today: string,
): Grain {
  if (from === undefined) return 'month'
  return countDays(from, to ?? today) <= MOST_DAYS ? 'day' : 'month'
}

/** What came as bars from the first to the last day, also those on which nothing came; without ends, from the first to the last that has something. */
export function bucketsOf(
  found: readonly ViewDay[],
  grain: Grain,
  { from, to }: { from?: string | undefined; to?: string | undefined },
): Bucket[] {
  const first = from ?? found[0]?.day
  const last = to ?? found.at(-1)?.day
  if (first === undefined || last === undefined) return []
  const known = new Map(found.map((bucket) => [bucket.day, bucket]))
  const buckets: Bucket[] = []
  for (let day = startOf(first, grain); day <= last; day = next(day, grain))
    buckets.push({ ...NOTHING, ...known.get(day), day })
  return buckets
}

/** The days of a bucket, within those of the plot. */
export function daysOfBucket(
  day: string,
  grain: Grain,
  { from, to }: { from?: string | undefined; to?: string | undefined },
): Required<Days> {
  const last = shiftDay(next(day, grain), -1)
  return { from: from && from > day ? from : day, to: to && to < last ? to : last }
}

const format = remember(
  (locale: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }),
)

/** The days of a bucket in words. */
export function formatBucket(day: string, grain: Grain, locale = pageLocale()): string {
  const at = new Date(`${day}T00:00:00Z`)
  if (grain === 'month') return format(locale, { month: 'long', year: 'numeric' }).format(at)
  const said = format(locale, { day: 'numeric', month: 'short', year: 'numeric' }).format(at)
  return grain === 'week' ? t('Week of {said}', { said }) : said
}

/** The same below an axis, as short as it goes. */
export function shortBucket(day: string, grain: Grain, locale = pageLocale()): string {
  const at = new Date(`${day}T00:00:00Z`)
  return grain === 'month'
    ? format(locale, { month: 'short', year: '2-digit' }).format(at)
    : format(locale, { day: 'numeric', month: 'short' }).format(at)
}

function startOf(day: string, grain: Grain): string {
  if (grain === 'day') return day
  if (grain === 'month') return `${day.slice(0, 7)}-01`
  // Weeks begin on Mondays.
  return shiftDay(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7))
}

function next(day: string, grain: Grain): string {
  if (grain !== 'month') return shiftDay(day, grain === 'day' ? 1 : 7)
  const [year = 0, month = 1] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10)
}
