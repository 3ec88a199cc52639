/** Reads a position as a player shows it, `41:07` or `1:02:31`, into seconds; null where it is none. */
export function readPosition(text: string): number | null {
  if (!/^\d{1,3}(:\d{2}){1,2}$/.test(text.trim())) return null
  return text
    .trim()
    .split(':')
    .reduce((sum, part) => sum * 60 + Number(part), 0)
}
