import { isObject } from '#api/lib/is-object.ts'
import { wordOf } from '#api/lib/word-of.ts'

/** TLV records of a payment by their decimal type; https://github.com/satoshisstream/satoshis.stream/blob/main/TLV_registry.md */
export type TlvRecords = ReadonlyMap<string, Buffer>

/** The preimage of a keysend: whoever has it can claim that it was paid. */
const PREIMAGE = '5482373484'

/**
 * Takes TLV records as wallets report them: `custom_records` by type, or `tlv_records` as a list of `{ type, value }`, values being
 * bytes, hex, base64 or text. The first of two of one type counts; preimages are left out.
 */
export function tlvRecordsOf(...given: unknown[]): Map<string, Buffer> {
  const records = new Map<string, Buffer>()
  for (const [type, value] of given.flatMap(pairsOf)) {
    const bytes = /^\d{1,20}$/.test(type) && type !== PREIMAGE ? bytesOf(value) : null
    if (bytes !== null && !records.has(type)) records.set(type, bytes)
  }
  return records
}

/** Whether something is a payment's preimage: a TLV record of that type, or a field of that name. */
export function isPreimage(value: unknown): boolean {
  return isObject(value) && (wordOf(value.type) === PREIMAGE || /preimage/i.test(wordOf(value.type)))
}

/** Bytes that text stands for: hex, base64, or the text itself. */
export function bytesOfText(text: string): Buffer {
  const packed = text.trim()
  if (/^([0-9a-f]{2})+$/i.test(packed)) return Buffer.from(packed, 'hex')
  if (/^[A-Za-z0-9+/_-]+={0,2}$/.test(packed)) {
    const bytes = Buffer.from(packed, 'base64')
    if (isText(bytes) && bytes.toString('base64').length >= packed.length) return bytes
  }
  return Buffer.from(text.toWellFormed())
}

function pairsOf(given: unknown): [type: string, value: unknown][] {
  if (!Array.isArray(given)) return isObject(given) ? Object.entries(given) : []
  return given
    .flatMap((record) => (isObject(record) ? [[wordOf(record.type), record.value] as const] : []))
    .map(([type, value]) => [type, value])
}

function bytesOf(value: unknown): Buffer | null {
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  if (isObject(value) && Array.isArray(value.data)) return bytesOf(value.data)
  if (Array.isArray(value)) return value.every(isByte) ? Buffer.from(value) : null
  return typeof value === 'string' ? bytesOfText(value) : null
}

function isByte(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 256
}

function isText(bytes: Buffer): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these tell text from other bytes
  return bytes.length > 0 && !/[\x00-\x08\x0e-\x1f\ufffd]/.test(bytes.toString('utf8'))
}
