/** One element of a list, as its bytes stand in the file; `cut` where the file ends within it. */
export type Element = { bytes: Uint8Array } | { tooLong: true } | { cut: true }

export type SplitOptions = {
  /** Names under which a top-level object may hold the list. */
  keys: readonly string[]
  /** A longer element is reported and skipped. */
  maxBytes: number
  /** Called where a list begins. */
  onList?: () => void
}

const QUOTE = 34
const COMMA = 44
const COLON = 58
const OPEN_LIST = 91
const BACKSLASH = 92
const CLOSE_LIST = 93
const OPEN_OBJECT = 123
const CLOSE_OBJECT = 125

/**
 * Splits JSON into the elements of its list without holding more than one of them: a list at the top, or one that a top-level
 * object holds under one of the keys; several such values may follow one another. Elements are not parsed: what stands between
 * two commas is one, be it JSON or not.
 * @returns batches of elements, one for each chunk that ended any
 */
export async function* splitJson(
  stream: AsyncIterable<Uint8Array>,
  { keys, maxBytes, onList = () => {} }: SplitOptions,
): AsyncGenerator<Element[]> {
  let depth = 0
  let inText = false
  let escaped = false
  /** The depth of the list's elements while we are in it, else 0. */
  let inside = 0
  let parts: Uint8Array[] = []
  let size = 0
  let blank = true
  /** The last text at depth 1 of an object, which may be a key. */
  let key: number[] | null = null
  let lastKey = ''
  let afterKey = false

  const keep = (bytes: Uint8Array) => {
    size += bytes.byteLength
    if (size <= maxBytes) parts.push(bytes)
    else parts = []
  }
  const finish = (): Element[] => {
    const element: Element = size > maxBytes ? { tooLong: true } : { bytes: Buffer.concat(parts) }
    const found = blank ? [] : [element]
    parts = []
    size = 0
    blank = true
    return found
  }

  for await (const chunk of stream) {
    const elements: Element[] = []
    let from = 0
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0
      if (inText) {
        if (escaped) escaped = false
        else if (byte === BACKSLASH) escaped = true
        else if (byte === QUOTE) {
          inText = false
          if (key) lastKey = textOf(key)
          key = null
          continue
        }
        if (key && key.length < 100) key.push(byte)
        continue
      }
      if (inside > 0 && !isSpace(byte) && !(depth === inside && (byte === COMMA || byte === CLOSE_LIST)))
        blank = false
      if (byte === QUOTE) {
        inText = true
        if (depth === 1 && inside === 0) key = []
      } else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
        const begins = depth === 0 ? byte === OPEN_LIST : depth === 1 && afterKey && byte === OPEN_LIST
        depth++
        if (inside === 0 && begins && (depth === 1 || keys.includes(lastKey))) {
          inside = depth
          onList()
          from = at + 1
        }
        afterKey = false
      } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) {
        if (inside > 0 && depth === inside) {
          keep(chunk.subarray(from, at))
          elements.push(...finish())
          inside = 0
        }
        depth = Math.max(0, depth - 1)
      } else if (byte === COMMA) {
        afterKey = false
        if (inside > 0 && depth === inside) {
          keep(chunk.subarray(from, at))
          elements.push(...finish())
          from = at + 1
        }
      } else if (byte === COLON && depth === 1 && inside === 0) afterKey = true
    }
    if (inside > 0) keep(chunk.subarray(from))
    if (elements.length > 0) yield elements
  }
  if (inside > 0 && !blank) yield [{ cut: true }]
}

function isSpace(byte: number): boolean {
  return byte === 32 || byte === 10 || byte === 13 || byte === 9
}

function textOf(bytes: number[]): string {
  return Buffer.from(bytes).toString('utf8')
}
