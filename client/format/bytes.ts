import { readerLocales, remember } from '#client/language/locale.ts'

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

const sizes = remember(
  (locales: string[], power: number, digits: number) =>
    new Intl.NumberFormat(locales, {
      style: 'unit',
      unit: UNITS[power] ?? 'byte',
      unitDisplay: power === 0 ? 'long' : 'short',
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }),
)

/** A size as people read it: `12 MB`, `1.2 MB`; smaller than a kilobyte, in bytes. */
export function formatBytes(bytes: number, locales: string[] = readerLocales()): string {
  const power = bytes < 1000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** power
  return sizes(locales, power, power > 0 && value < 10 ? 1 : 0).format(value)
}
