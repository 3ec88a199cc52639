/** JSON with line breaks; anything else as it is. */
export function tidy(raw: string): string {
  try {
    return JSON.stringify(JSON.parse(raw), null, 2)
  } catch {
    return raw
  }
}
