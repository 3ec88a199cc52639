/** Minutes as typed, in seconds; null where there are none. */
export function readMinutes(text: string): number | null {
  const minutes = Number(text)
  return Number.isInteger(minutes) && minutes > 0 ? minutes * 60 : null
}

/** Sats as typed, `5,000`; null where there are none. */
export function readSats(text: string): number | null {
  const sats = Number(text.replaceAll(/[\s,.’']/g, ''))
  return Number.isInteger(sats) && sats > 0 ? sats : null
}
