/** More than a sentence of a wallet is not shown. */
const LONGEST = 200

/** A wallet's own words as part of a sentence of ours: on one line, and cut where they are long. */
export function plainWords(words: unknown): string {
  const line = String(words ?? '')
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
  return line.length > LONGEST ? `${line.slice(0, LONGEST).trimEnd()}…` : line
}
