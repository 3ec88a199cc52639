import { jsonText } from '#api/metadata/json-text.ts'
import { readBoostagram } from '#api/metadata/read-boostagram.ts'
import { isRssPayment, readRssPayment } from '#api/metadata/read-rss-payment.ts'
import type { Metadata } from '#api/metadata/reading.ts'

/** More than any app writes. */
const LARGEST = 64 * 1024

/**
 * Reads podcast metadata as it came: the bytes of TLV record 7629169, JSON text, or a JSON value. Never throws, and never
 * loses anything: what cannot be read is kept raw, with the reason.
 */
export function readMetadata(input: Uint8Array | string | object): Metadata {
  if (input instanceof Uint8Array) return readBytes(input)
  if (typeof input === 'string') return readBytes(Buffer.from(input.toWellFormed()))
  const raw = Buffer.from(jsonText(input))
  return { raw, ...sized(raw, readValue(input)) }
}

/**
 * Reads a TLV record given as text.
 * @param text hex or base64
 */
export function readTlv(text: string): Metadata {
  const bytes = decodeTlv(text.trim())
  return bytes
    ? readBytes(bytes)
    : { raw: Buffer.from(text.toWellFormed()), ...unread('The TLV record is neither hex nor base64.') }
}

type Read = Pick<Metadata, 'reading' | 'problem'>

function readBytes(raw: Uint8Array): Metadata {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(raw)
  } catch {
    return { raw, ...unread('Its metadata is not text (invalid UTF-8).') }
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { raw, ...unread(looksCut(text) ? 'Its metadata is cut off.' : 'Its metadata is not JSON.') }
  }
  return { raw, ...sized(raw, readValue(value)) }
}

function readValue(value: unknown): Read {
  try {
    const reading = isRssPayment(value) ? readRssPayment(value) : readBoostagram(value)
    return reading ? { reading, problem: null } : unread('Its metadata is JSON, but not an object.')
  } catch {
    return unread('Its metadata is nested too deeply to be read.')
  }
}

function sized(raw: Uint8Array, read: Read): Read {
  if (raw.byteLength <= LARGEST) return read
  return { ...read, problem: read.problem ?? `Its metadata is larger than ${LARGEST / 1024} KiB.` }
}

function unread(problem: string): Read {
  return { reading: null, problem }
}

function looksCut(text: string): boolean {
  return /^\s*[{[]/.test(text) && !/[}\]]\s*$/.test(text)
}

function decodeTlv(text: string): Uint8Array | null {
  if (/^([0-9a-f]{2})+$/i.test(text)) return Buffer.from(text, 'hex')
  if (/^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) return Buffer.from(text, 'base64')
  return null
}
