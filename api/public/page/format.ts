import type { Request } from 'express'

/** How a reader's country writes numbers; days and months are in English. */
export type Format = {
  locale: string
  count(n: number): string
  /** Whole sats. */
  sats(msat: number): string
  money(minor: number, currency: string): string
  percent(n: number): string
  day(instant: string, timeZone: string): string
  month(month: string): string
}

const made = new Map<string, Format>()
/** By what browsers say: few say something of their own. */
const known = new Map<string, Format>()
const MOST = 500

/** For what is made once for everybody: cards and feeds. */
export const ENGLISH = createFormat('en-US')

/** The formats for the languages that a browser asks for; those that Intl does not know are passed over. */
export function formatFor(req: Pick<Request, 'get' | 'acceptsLanguages'>): Format {
  const said = req.get('accept-language') ?? ''
  const before = known.get(said)
  if (before) return before
  const locale = req.acceptsLanguages().find(isKnown) ?? 'en-US'
  const format = made.get(locale) ?? createFormat(locale)
  for (const [map, key] of [
    [made, locale],
    [known, said],
  ] as const) {
    if (map.size >= MOST) map.clear()
    map.set(key, format)
  }
  return format
}

function createFormat(locale: string): Format {
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
  const english = locale.startsWith('en') ? locale : 'en-GB'
  return {
    locale,
    count: (n) => numbers.format(n),
    sats: (msat) => numbers.format(Math.trunc(msat / 1000)),
    money: (minor, currency) => {
      const money = new Intl.NumberFormat(locale, { style: 'currency', currency })
      const digits = money.resolvedOptions().maximumFractionDigits ?? 2
      return money.format(minor / 10 ** digits)
    },
    percent: (n) => percents.format(n / 100),
    day: (instant, timeZone) =>
      new Intl.DateTimeFormat(english, { dateStyle: 'medium', timeZone }).format(new Date(instant)),
    month: (month) =>
      new Intl.DateTimeFormat(english, { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
        new Date(`${month}-15T00:00:00Z`),
      ),
  }
}

function isKnown(language: string): boolean {
  try {
    return language !== '*' && Intl.NumberFormat.supportedLocalesOf(language).length > 0
  } catch {
    return false
  }
}
