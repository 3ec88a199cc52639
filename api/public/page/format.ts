import type { Request } from 'express'
import { LANGUAGES, type Language } from '#api/contract/language.ts'
import { type Words, wordsIn } from '#api/language/words.ts'
import { formatMoney } from '#api/rate/minor-digits.ts'

/** What is said to a reader: words, days and months in the page's language, numbers as their country writes them. */
export type Format = Words & {
  count(n: number): string
  /** Whole sats. */
  sats(msat: number): string
  money(minor: number, currency: string): string
  percent(n: number): string
  day(instant: string, timeZone: string): string
  /** @param day `YYYY-MM-DD` */
  plainDay(day: string): string
  month(month: string): string
}

/** Who reads: by what their browser says. */
export type Reader = {
  /** What tells their pages from those of others. */
  key: string
  /** The language of a page that is of no show. */
  language: Language
  in(language: Language): Format
}

/** How each language writes where nothing is known of the reader. */
const USUAL: Record<Language, { numbers: string; days: string }> = {
  en: { numbers: 'en-US', days: 'en-GB' },
  de: { numbers: 'de-DE', days: 'de-DE' },
  es: { numbers: 'es-ES', days: 'es-ES' },
}

const readers = new Map<string, Reader>()
const formats = new Map<string, Format>()
const MOST = 500

/** The reader of a page; languages that Intl does not know are passed over. */
export function readerOf(req: Pick<Request, 'get' | 'acceptsLanguages'>): Reader {
  const said = req.get('accept-language') ?? ''
  const before = readers.get(said)
  if (before) return before
  const locale = said === '' ? null : (req.acceptsLanguages().find(isKnown) ?? null)
  const language = (said !== '' && req.acceptsLanguages([...LANGUAGES])) || 'en'
  const reader: Reader = {
    key: `${locale} ${language}`,
    language: LANGUAGES.find((one) => one === language) ?? 'en',
    in: (wanted) => formatIn(wanted, locale),
  }
  if (readers.size >= MOST) readers.clear()
  readers.set(said, reader)
  return reader
}

/** How a language is written for a reader, or for everybody: cards and feeds are made once. */
export function formatIn(language: Language, locale: string | null = null): Format {
  const key = `${language} ${locale}`
  const known = formats.get(key)
  if (known) return known
  if (formats.size >= MOST) formats.clear()
  const format = createFormat(language, locale)
  formats.set(key, format)
  return format
}

function createFormat(language: Language, locale: string | null): Format {
  const written = locale ?? USUAL[language].numbers
  const days = written.split('-')[0] === language ? written : USUAL[language].days
  const numbers = new Intl.NumberFormat(written, { maximumFractionDigits: 0 })
  const percents = new Intl.NumberFormat(written, { style: 'percent', maximumFractionDigits: 1 })
  const dates = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(days, options)
  return {
    ...wordsIn(language),
    count: (n) => numbers.format(n),
    sats: (msat) => numbers.format(Math.trunc(msat / 1000)),
    money: (minor, currency) => formatMoney(written, minor, currency),
    percent: (n) => percents.format(n / 100),
    day: (instant, timeZone) => dates({ dateStyle: 'medium', timeZone }).format(new Date(instant)),
    plainDay: (day) => dates({ dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(day)),
    month: (month) =>
      dates({ month: 'short', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${month}-15T00:00:00Z`)),
  }
}

function isKnown(language: string): boolean {
  try {
    return language !== '*' && Intl.NumberFormat.supportedLocalesOf(language).length > 0
  } catch {
    return false
  }
}
