import { isObject } from '#api/lib/is-object.ts'
import { parseExactly } from '#api/lib/parse-exactly.ts'

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
    return { value: parseExactly(text) }
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

/** What is no JSON though some programs write it. */
const NO_VALUE = /-?(?:NaN|Infinity)\b|undefined\b/y

/**
 * Mends what carelessly made JSON has: line breaks and other control characters within strings, `NaN`, `Infinity` and
 * `undefined` for nothing, NUL and byte order marks between values.
 * @returns text that may be JSON; one pass, whatever it is given
 */
function mendJson(text: string): string {
  const parts: string[] = []
  let inString = false
  let kept = 0
  const put = (at: number, instead: string, length = 1) => {
    parts.push(text.slice(kept, at), instead)
    kept = at + length
  }
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at)
    if (char === '"') inString = !inString
    else if (inString && char === '\\') at++
    else if (inString && char < ' ') put(at, escapeOf(char))
    else if (!inString && (char === '\0' || char === '\ufeff')) put(at, '')
    else if (!inString && /[-NIu]/.test(char)) {
      NO_VALUE.lastIndex = at
      const [word] = NO_VALUE.exec(text) ?? []
      if (word === undefined) continue
      put(at, 'null', word.length)
      at += word.length - 1
    }
  }
  parts.push(text.slice(kept))
  return parts.join('')
}

function escapeOf(control: string): string {
  return JSON.stringify(control).slice(1, -1)
}

/** Text made from bytes, and whether some were no UTF-8 and had to be guessed. */
type Decoded = { text: string; guessed: boolean }

/** Characters of UTF-8 that take several bytes each (RFC 3629), every byte written as a letter. */
const SEVERAL_BYTES =
  /((?:[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})+)/

const utf8 = new TextDecoder('utf-8', { fatal: true })
const utf16le = new TextDecoder('utf-16le')
const utf16be = new TextDecoder('utf-16be')
const latin1 = new TextDecoder('windows-1252')

/**
 * Makes text of bytes that should be UTF-8; a byte order mark goes. A byte that is none is read as the letter of Latin-1 that old
 * software means by it, so that one such letter costs no other one.
 */
function decodeText(bytes: Uint8Array): Decoded {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: utf16le.decode(bytes), guessed: false }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: utf16be.decode(bytes), guessed: false }
  try {
    return { text: utf8.decode(bytes), guessed: false }
  } catch {
    const letters = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
    const parts = letters.split(SEVERAL_BYTES).map((part, index) => {
      const own = Buffer.from(part, 'latin1')
      return index % 2 === 1 ? own.toString('utf8') : latin1.decode(own)
    })
    const text = parts.join('')
    return { text: text.replace(/^\ufeff/, ''), guessed: true }
  }
}
