import { readerLocales, remember } from '#client/language/locale.ts'

const numbers = remember(
  (locales: string[]) => new Intl.NumberFormat(locales, { notation: 'compact', maximumFractionDigits: 1 }),
)

/** An amount of msat beside an axis, in sats, as short as it goes: `12K`. */
export function formatAxisSats(msat: number, locales: string[] = readerLocales()): string {
  return numbers(locales).format(msat / 1000)
}

/** A count beside an axis; between two whole ones, nothing. */
export function formatAxisCount(count: number, locales: string[] = readerLocales()): string {
  return Number.isInteger(count) ? numbers(locales).format(count) : ''
}
