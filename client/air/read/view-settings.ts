import { createStoredChoice } from '#client/lib/stored.ts'

const SIZES = ['24', '28', '32', '36', '40', '46', '52', '60', '70', '82', '96', '120'] as const

/** Size of the message in CSS pixels; for an arm's length up to three metres. */
export const textSize = createStoredChoice('reading-size', ['52', ...SIZES.filter((size) => size !== '52')])
/** Words in a line, about: so many letters. */
const WIDTHS = ['20', '24', '30', '38', '48', '60'] as const
export const lineLetters = createStoredChoice('reading-line', [
  '30',
  ...WIDTHS.filter((width) => width !== '30'),
])
/** Dark is easy on air; a bright room wants light. */
export const readingTheme = createStoredChoice('reading-theme', ['dark', 'light'])
/** Left and right changed, for the glass of a prompter. */
export const mirrored = createStoredChoice('reading-mirror', ['off', 'on'])
/** Some pedals send arrows: then arrows mark as read too. */
export const arrowsRead = createStoredChoice('reading-arrows', ['off', 'on'])
/** Whether this device shows what another one shows. */
export const following = createStoredChoice('reading-follow', ['on', 'off'])

/** One width wider or narrower, stopping at the ends. */
export function widen(way: 1 | -1): void {
  const at = WIDTHS.indexOf(lineLetters.get())
  const next = WIDTHS[Math.max(0, Math.min(WIDTHS.length - 1, at + way))]
  if (next) lineLetters.set(next)
}

/** One size up or down, stopping at the ends. */
export function resize(way: 1 | -1): void {
  const at = SIZES.indexOf(textSize.get())
  const next = SIZES[Math.max(0, Math.min(SIZES.length - 1, at + way))]
  if (next) textSize.set(next)
}
