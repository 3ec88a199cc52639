/**
 * Text as PostgreSQL can store it: NUL becomes the symbol for it (␀), half a surrogate pair the replacement character. All
 * else is kept as sent: emoji, right-to-left marks, zero-width characters.
 */
export function storableText(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed()
  return whole.includes('\0') ? whole.replaceAll('\0', '␀') : whole
}
