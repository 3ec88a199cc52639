/** Longer than any episode. */
const LONGEST_S = 7 * 24 * 3600

/**
 * Reads `itunes:duration`: seconds, mm:ss or hh:mm:ss (https://podcasters.apple.com/support/823-podcast-requirements), with parts of
 * seconds; ISO 8601 (PT1H2M3S) too.
 * @returns whole seconds; null for nothing, for what is none, and for more than a week
 */
export function readDuration(text: string): number | null {
  const said = text.trim()
  const seconds = clockOf(said) ?? isoOf(said)
  return seconds !== null && seconds >= 1 && seconds <= LONGEST_S ? Math.floor(seconds) : null
}

/** Of a clock only the first number may be 60 or more. */
function clockOf(said: string): number | null {
  const found = /^(\d{1,6})(?::(\d{1,2}))?(?::(\d{1,2}))?(?:[.,](\d+))?(?: ?s(?:ec)?)?$/i.exec(said)
  if (!found) return null
  const parts = found.slice(1, 4).flatMap((part) => (part === undefined ? [] : Number(part)))
  if (parts.slice(1).some((part) => part > 59)) return null
  return parts.reduce((sum, part) => sum * 60 + part, 0)
}

function isoOf(said: string): number | null {
  const found = /^PT(?=\d)(?:(\d{1,3})H)?(?:(\d{1,5})M)?(?:(\d{1,6})(?:\.\d+)?S)?$/i.exec(said)
  if (!found) return null
  const [hours = 0, minutes = 0, seconds = 0] = found.slice(1).map((part) => Number(part ?? 0))
  return hours * 3600 + minutes * 60 + seconds
}
