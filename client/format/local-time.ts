/** An instant as a `datetime-local` field has it, in the reader's zone; '' for none. */
export function asLocalTime(instant: string | null, to: 'minutes' | 'seconds' = 'minutes'): string {
  if (instant === null) return ''
  const at = new Date(instant)
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, to === 'seconds' ? 19 : 16)
}

/** What a `datetime-local` field has as an instant; null for none. */
export function readLocalTime(text: string): string | null {
  const at = new Date(text)
  return text === '' || Number.isNaN(at.getTime()) ? null : at.toISOString()
}
