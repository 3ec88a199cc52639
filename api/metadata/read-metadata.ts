import { isObject } from '#api/lib/is-object.ts'
import { fieldsOf, textOf } from '#api/metadata/fields.ts'
import { isCut } from '#api/metadata/own-words.ts'
import { type Loose, parseLoosely } from '#api/metadata/parse-loosely.ts'
import { readPaymentUrl } from '#api/metadata/payment-url.ts'
import { isRssPayment, readBoostagram, readRssPayment } from '#api/metadata/read-boostagram.ts'
import { readZapRequest } from '#api/metadata/read-zap-request.ts'
import {
  emptyReading,
  type Metadata,
  mergeReadings,
  type Reading,
  type ShowNames,
} from '#api/metadata/reading.ts'
import { jsonText } from '#api/metadata/text.ts'
import { type TlvRecords, tlvRecordsOf } from '#api/metadata/tlv-records.ts'

/** More than any app writes. */
const LARGEST = 64 * 1024

/** bLIP-10 boostagram. */
export const BOOSTAGRAM = '7629169'
/** The Podcast Index id of the feed, or the podcast guid. */
export const SHOW_ID = '7629175'
/** What a Lightning address's metadata was answered with, kept beside the boostagram that it completes. */
export const HEADER = 'x-rss-payment'

/** The places in which wallets report what was said with a payment. */
const PLACES = [
  BOOSTAGRAM,
  SHOW_ID,
  HEADER,
  ...['tlv_records', 'custom_records', 'boostagram', 'metadata_payload', 'nostr', 'payer_data', 'payer_name'],
]

type Read = Omit<Metadata, 'raw'>

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

/** Whether an object holds what was said with a payment in several places, rather than being a boostagram. */
export function hasParts(value: Record<string, unknown>): boolean {
  return PLACES.some((name) => Object.hasOwn(value, name))
}

/**
 * Reads all that a wallet reports with a payment: boostagram and show id of its TLV records, what its address answered, a zap
 * request, and who the payer says to be. What is said first counts, the rest fills blanks.
 */
function readParts(value: Record<string, unknown>): Read {
  const records = tlvRecordsOf(value, value.custom_records, value.tlv_records)
  const header = readJson(value[HEADER])
  const given = [records.get(BOOSTAGRAM), value.boostagram, value.metadata_payload].filter(isSaid)
  const boostagrams = given.map(readJson)
  const podcast = [header, ...boostagrams, { reading: readShowId(records), problem: null }].flatMap(
    ({ reading }) => reading ?? [],
  )
  if (podcast.length === 0) podcast.push(...ownReading(value))
  const paid = typeof value.amount_msat === 'number' ? value.amount_msat : undefined
  const zap = readZapRequest(value.nostr, paid)
  const payer = readPayer(value)
  const words = [zap, payer].flatMap((reading) => reading ?? [])
  const namesPodcast =
    zap !== null && (Object.keys(zap.show).length > 0 || Object.keys(zap.episode).length > 0)
  const isPodcast = podcast.length > 0 || given.length > 0 || namesPodcast
  const reading = mergeReadings([...podcast, ...words])
  const memo = header.reading || typeof value.memo !== 'string' ? null : readPaymentUrl(value.memo)
  return {
    reading: reading && memo?.url && isCut(reading.message) ? { ...reading, cut_at: memo.url } : reading,
    problem:
      podcast.length > 0 ? null : (boostagrams.find(({ problem }) => problem !== null)?.problem ?? null),
    ...(isPodcast ? {} : { payerOnly: true }),
  }
}

/** Whether anything was reported in a place. */
export function isSaid(value: unknown): value is string | object {
  if (value instanceof Uint8Array) return value.length > 0
  return isObject(value) ? Object.keys(value).length > 0 : typeof value === 'string' && value.trim() !== ''
}

function readJson(given: unknown): Read {
  const isText = typeof given === 'string' || given instanceof Uint8Array
  const found = isText ? parseLoosely(given) : isObject(given) ? { value: given, warnings: [] } : null
  if (found === null) return { reading: null, problem: null }
  if ('problem' in found) return { reading: null, problem: found.problem }
  return { reading: readOne(found.value, found.warnings), problem: null }
}

/** Reads one object of an app, in whichever of the two forms. */
function readOne(value: Record<string, unknown>, warnings: readonly string[]): Reading | null {
  const reading = isRssPayment(value) ? readRssPayment(value) : readBoostagram(value)
  return reading && { ...reading, warnings: [...warnings, ...reading.warnings] }
}

/** Some wallets put a boostagram's fields beside their own; these must name a boost, since theirs have common names. */
function ownReading(value: Record<string, unknown>): Reading[] {
  const reading = readOne(value, [])
  const isBoost =
    reading !== null && (reading.action !== null || !!reading.show.title || !!reading.episode.title)
  return isBoost ? [reading] : []
}

function readShowId(records: TlvRecords): Reading | null {
  const record = records.get(SHOW_ID)
  const show = record ? showIdOf(record) : null
  return show && { ...emptyReading(), show }
}

function showIdOf(record: Buffer): ShowNames | null {
  const text = record.toString('utf8').trim().replace(/^"|"$/g, '')
  if (/^[1-9]\d{0,14}$/.test(text)) return { feed_id: Number(text) }
  return /^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/i.test(text) ? { guid: text } : null
}

/** LUD-18 payer data: only the name, since anything else of it is private. */
function readPayer(value: Record<string, unknown>): Reading | null {
  const { payer_data } = value
  const read = typeof payer_data === 'string' ? parseLoosely(payer_data) : null
  const data = fieldsOf(read && 'value' in read ? read.value : payer_data)
  const name = (data && textOf(data, ['name'])) ?? textOf(fieldsOf(value) ?? new Map(), ['payername'])
  return name === undefined ? null : { ...emptyReading(), sender: { name } }
}
