/**
 * What is not seen and misleads: marks that turn the text around them the other way, and what has no width. Joiners stay, which Persian
 * and emoji are written with, and the marks of direction that turn nothing but themselves.
 */
export const UNSEEN =
  '\u00ad\u180e\u200b\u2060\u2061\u2062\u2063\u2064\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069'

/** Those of them that turn text around: what is said behind them would be read backwards. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g

/** Somebody's words of several lines, beside words of ours: with nothing in it that turns those. */
export function withoutTurns(text: string): string {
  return text.replace(TURNING, '')
}

/**
 * Somebody's name or words within a sentence of ours, where no markup holds them apart: line breaks and other control characters as
 * spaces, and nothing unseen that misleads.
 */
export function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(new RegExp(`[${UNSEEN}]`, 'g'), '')
    .trim()
}
