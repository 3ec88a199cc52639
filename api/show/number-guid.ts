/** What some parsers make of a guid, which they take for a number: `00123` is 123, `1e3` 1000; null where it stays what it is. */
export function asNumber(guid: string): string | null {
  if (!/^(?:[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|0x[\da-f]+)$/i.test(guid)) return null
  const number = String(Number(guid))
  return number === guid ? null : number
}

/** Whether it is written as programs write numbers, so that it may have been another guid. */
export function isNumber(guid: string): boolean {
  return /^-?\d/.test(guid) && String(Number(guid)) === guid
}
