import { isObject } from '#api/lib/is-object.ts'
import { type Loose, parseLoosely } from '#api/metadata/parse-loosely.ts'
import { hasParts, readOne, readParts } from '#api/metadata/read-parts.ts'
import type { Metadata } from '#api/metadata/reading.ts'
import { jsonText } from '#api/metadata/text.ts'

/** More than any app writes. */
const LARGEST = 64 * 1024

/**
 * Reads podcast metadata as it came: the bytes of TLV record 7629169, JSON text, a JSON value, or all that a wallet reports with a
 * payment. Never throws, and never loses anything: what cannot be read is kept raw, with the reason.
 */
export function readMetadata(input: Uint8Array | string | object): Metadata {
  if (input instanceof Uint8Array) return readLoose(input, parseLoosely(input))
  if (typeof input === 'string') return readMetadata(Buffer.from(input.toWellFormed()))
  const raw = Buffer.from(jsonText(input))
  return isObject(input) ? readLoose(raw, { value: input, warnings: [] }) : readMetadata(raw)
}

/**
 * Reads a TLV record given as text.
 * @param text hex or base64, or the text itself
 */
export function readTlv(text: string): Metadata {
  const bytes = decodeTlv(text.trim())
  if (bytes) return readMetadata(bytes)
  const metadata = readMetadata(text)
  return metadata.reading ? metadata : { ...metadata, problem: 'The TLV record is neither hex nor base64.' }
}

function readLoose(raw: Uint8Array, found: Loose): Metadata {
  const read = 'value' in found ? readObject(found.value, found.warnings) : unread(found.problem)
  if (raw.byteLength <= LARGEST) return { raw, ...read }
  return { raw, ...read, problem: read.problem ?? `Its metadata is larger than ${LARGEST / 1024} KiB.` }
}

type Read = Omit<Metadata, 'raw'>

function readObject(value: Record<string, unknown>, warnings: readonly string[]): Read {
  try {
    if (hasParts(value)) return readParts(value)
    return { reading: readOne(value, warnings), problem: null }
  } catch {
    return unread('Its metadata is nested too deeply to be read.')
  }
}

function unread(problem: string): Read {
  return { reading: null, problem }
}

function decodeTlv(text: string): Uint8Array | null {
  if (/^([0-9a-f]{2})+$/i.test(text)) return Buffer.from(text, 'hex')
  if (/^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) return Buffer.from(text, 'base64')
  return null
}
