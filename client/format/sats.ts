import { readerLocales, remember } from '#client/language/locale.ts'
import { t } from '#client/language/shared.ts'

const numbers = remember(
  (locales: string[], digits: number) => new Intl.NumberFormat(locales, { maximumFractionDigits: digits }),
)

/** A count with the reader's thousands separators. */
export function formatCount(count: number, locales: string[] = readerLocales()): string {
  return numbers(locales, 0).format(count)
}

/**
 * An amount of msat in whole sats, as hosts read it; below one sat, its thousandths.
 * @param msat a whole number
 */
export function formatSats(msat: number, locales: string[] = readerLocales()): string {
  const whole = Math.trunc(msat / 1000)
  return whole === 0 && msat !== 0 ? formatExactSats(msat, locales) : numbers(locales, 0).format(whole)
}

/** An amount of msat in sats, to the msat. */
export function formatExactSats(msat: number, locales: string[] = readerLocales()): string {
  // Nothing that goes out is nothing, and has no sign.
  return numbers(locales, 3).format(msat === 0 ? 0 : msat / 1000)
}

/** `1 sat`, `2 sats`. */
export function satsOf(msat: number): string {
  return Math.trunc(Math.abs(msat) / 1000) === 1 ? t('sat') : t('sats')
}

/** `1 boost`, `2 boosts`. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}
