/** A number that may be longer than JavaScript holds. */
const LONG = /(^|[:,[\s])-?\d{16}/

/** JSON with line breaks; anything else as it is, and what would lose digits. */
export function tidy(raw: string): string {
  if (LONG.test(raw)) return raw
  try {
    return JSON.stringify(JSON.parse(raw), null, 2)
  } catch {
    return raw
  }
}
