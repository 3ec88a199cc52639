/**
 * A value of somebody's JSON as a word, to be compared or named in a sentence; objects and lists are none. `String` asks an object for its
 * own `toString`, which may be anything, and throws then.
 */
export function wordOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? '' : String(value)
}
