/** JSON that was read, or why it could not be, as a sentence. */
export type ParsedJson = { value: unknown } | { error: string }

const decoder = new TextDecoder('utf-8', { fatal: true })

/** Reads JSON from bytes; never throws. */
export function parseJson(bytes: Uint8Array): ParsedJson {
  let text: string
  try {
    text = decoder.decode(bytes)
  } catch {
    return { error: 'This is not valid UTF-8.' }
  }
  try {
    return { value: JSON.parse(text) }
  } catch (error) {
    if (error instanceof RangeError) return { error: 'This JSON is nested too deeply.' }
    return { error: 'This is not JSON.' }
  }
}
