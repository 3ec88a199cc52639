import { readerLocales, remember } from '#client/language/locale.ts'
import { t } from '#client/totals/words.ts'

const percents = remember(
  (locales: string[]) => new Intl.NumberFormat(locales, { style: 'percent', maximumFractionDigits: 0 }),
)

/** How a number stands to one before it. */
export type Change = {
  direction: 'up' | 'down' | 'same'
  text: string
  kind: 'new' | 'times' | 'same' | 'part'
}

/**
 * A change in words as short as it goes: `up 12 %`, `down 40 %`, `3 times as much`, `none before`. Null where both are nothing.
 * @param locales the reader's
 */
export function changeOf(now: number, before: number, locales: string[] = readerLocales()): Change | null {
  if (now === 0 && before === 0) return null
  if (before <= 0) return { direction: now > 0 ? 'up' : 'same', text: t('none before'), kind: 'new' }
  const ratio = now / before
  if (ratio >= 3) {
    const times = new Intl.NumberFormat(locales, { maximumFractionDigits: ratio < 10 ? 1 : 0 }).format(ratio)
    return { direction: 'up', text: t('{times} times as much', { times }), kind: 'times' }
  }
  const part = percents(locales).format(Math.abs(ratio - 1))
  if (Math.abs(ratio - 1) < 0.005) return { direction: 'same', text: t('as before'), kind: 'same' }
  return ratio > 1
    ? { direction: 'up', text: t('up {part}', { part }), kind: 'part' }
    : { direction: 'down', text: t('down {part}', { part }), kind: 'part' }
}
