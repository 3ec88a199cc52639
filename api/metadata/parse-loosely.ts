import { isObject } from '#api/lib/is-object.ts'
import { decodeText } from '#api/metadata/decode-text.ts'
import { mendJson } from '#api/metadata/mend-json.ts'

/** An object that was found in what was given, and what had to be guessed for it, as sentences; or why there is none. */
export type Loose = { value: Record<string, unknown>; warnings: string[] } | { problem: string }

/** Wrapped more often than this, it is no mistake any more. */
const DEEPEST = 5
/** Larger than this only JSON as such is read: nothing an app writes is. */
const LARGEST_WRAPPED = 1024 * 1024

const GUESSED = 'Its text is not all UTF-8: some letters were guessed.'
const MENDED = 'Its metadata is not quite JSON, and was read as far as it can be.'

/**
 * Finds the JSON object in metadata that was wrapped once more or made carelessly on its way: text in base64, in hex, percent-encoded
 * or as a JSON string, in an array of one; with a byte order mark, with NUL around it, with what `mendJson` mends, with letters
 * that are not UTF-8. Never throws; what it does is bounded by the size of what it is given.
 */
export function parseLoosely(given: Uint8Array | string): Loose {
  return read(given, 0)
}

function read(given: Uint8Array | string, depth: number): Loose {
  const { text, guessed } =
    typeof given === 'string' ? { text: given.replace(/^\ufeff/, ''), guessed: false } : decodeText(given)
  const found = readText(text, depth)
  if (!guessed) return found
  if ('problem' in found) return { problem: 'Its metadata is not text (invalid UTF-8).' }
  return { ...found, warnings: [GUESSED, ...found.warnings] }
}

function readText(text: string, depth: number): Loose {
  const trimmed = trimNul(text)
  const found = readJson(trimmed, depth)
  if (found && 'value' in found) return found
  if (depth < DEEPEST && trimmed.length <= LARGEST_WRAPPED)
    for (const inner of decodings(trimmed)) {
      const within = read(inner, depth + 1)
      if ('value' in within) return within
    }
  const looksCut = /^[{[]/.test(trimmed) && !/[}\]]$/.test(trimmed)
  return found ?? { problem: looksCut ? 'Its metadata is cut off.' : 'Its metadata is not JSON.' }
}

/** Reads JSON as such, else mended; null where it is none. */
function readJson(text: string, depth: number): Loose | null {
  const parsed = parse(text)
  if (parsed) return unwrap(parsed.value, depth)
  const mended = text.length <= LARGEST_WRAPPED ? parse(mendJson(text)) : null
  if (!mended) return null
  const found = unwrap(mended.value, depth)
  return 'problem' in found ? found : { ...found, warnings: [MENDED, ...found.warnings] }
}

/** What a JSON value holds: itself where it is an object, else what is in its string or its array of one. */
function unwrap(value: unknown, depth: number): Loose {
  if (isObject(value)) return { value, warnings: [] }
  const inner = Array.isArray(value) && value.length === 1 ? value[0] : value
  const deeper = depth < DEEPEST && (inner !== value || typeof inner === 'string')
  const found = !deeper ? null : typeof inner === 'string' ? read(inner, depth + 1) : unwrap(inner, depth + 1)
  return found && 'value' in found ? found : { problem: 'Its metadata is JSON, but not an object.' }
}

/** What text may be an encoding of, likelier ones first. A `+` stays a plus. */
function* decodings(text: string): Generator<Uint8Array | string> {
  if (/%[0-9a-f]{2}/i.test(text)) yield percentDecoded(text)
  const packed = text.replace(/\s+/g, '')
  if (packed.length >= 4 && packed.length % 2 === 0 && /^[0-9a-f]+$/i.test(packed))
    yield Buffer.from(packed, 'hex')
  if (packed.length >= 4 && /^[A-Za-z0-9+/_-]+={0,2}$/.test(packed)) yield Buffer.from(packed, 'base64')
}

function percentDecoded(text: string): Uint8Array {
  const bytes = Buffer.from(text)
  let length = 0
  for (let at = 0; at < bytes.length; at++) {
    const code = bytes[at] === 37 ? bytes.toString('latin1', at + 1, at + 3) : ''
    const isEncoded = /^[0-9a-f]{2}$/i.test(code)
    bytes[length++] = isEncoded ? Number.parseInt(code, 16) : (bytes[at] ?? 0)
    if (isEncoded) at += 2
  }
  return bytes.subarray(0, length)
}

function parse(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return null
  }
}

/** Without white space and NUL around it: some languages end their texts with one. */
function trimNul(text: string): string {
  let [from, to] = [0, text.length]
  while (from < to && isBlank(text.charCodeAt(from))) from++
  while (to > from && isBlank(text.charCodeAt(to - 1))) to--
  return text.slice(from, to)
}

function isBlank(code: number): boolean {
  return code <= 32 || code === 0xfeff || code === 0xa0
}
