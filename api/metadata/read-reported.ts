import { isObject } from '#api/lib/is-object.ts'
import { isCut } from '#api/metadata/own-words.ts'
import { parseLoosely } from '#api/metadata/parse-loosely.ts'
import { readPaymentUrl } from '#api/metadata/payment-url.ts'
import { BOOSTAGRAM, hasParts, isSaid, readMetadata, SHOW_ID } from '#api/metadata/read-metadata.ts'
import type { Metadata } from '#api/metadata/reading.ts'
import { storableText } from '#api/metadata/text.ts'
import { isPreimage, type TlvRecords, tlvRecordsOf } from '#api/metadata/tlv-records.ts'

/** Tip note, and the chat message of a keysend. */
const COMMENTS = ['7629171', '34349334']
/** Which sub-account of the wallet was paid: LNPay and Alby, Hive, Fountain, 112111100. */
const ROUTING = ['696969', '906608', '112111100', '818818']

/** What a wallet reports with a payment beside money, time and ids. */
export type Reported = {
  /** Its own names for it: `tlv_records`, `custom_records`, `boostagram`, `nostr`, `payer_data`, `payer_name`. */
  said: Record<string, unknown>
  amount_msat: number
  memo: string | null
  comment: string | null
}

/** Reads what a wallet reports with a payment, in the one way for all wallets and files. */
export function readReported({ said, amount_msat, memo, comment: given }: Reported): {
  metadata: Metadata | null
  routing: string | null
  comment: string | null
  metadata_url: string | null
} {
  const records = tlvRecordsOf(said.custom_records, said.tlv_records)
  const comment = given ?? textOf(records, COMMENTS)
  const more = records.has(SHOW_ID) || [said.nostr, said.payer_data, said.payer_name].some(isSaid)
  const metadata = more
    ? readMetadata({ ...withoutPreimages(said), amount_msat })
    : boostagramOf(said, records)
  const says = metadata?.payerOnly && metadata.reading === null ? null : metadata
  const note = comment !== null && readPaymentUrl(comment) ? comment : memo
  return { ...saidBeside(note, says), routing: textOf(records, ROUTING), comment }
}

/**
 * What a memo says beside metadata: where the whole text is, where the metadata has only the beginning of it or there is none. It is
 * then kept with the metadata, so that this is known whenever that is read again.
 */
export function saidBeside(
  memo: string | null,
  metadata: Metadata | null,
): { metadata: Metadata | null; metadata_url: string | null } {
  const url = readPaymentUrl(memo ?? '')?.url ?? null
  const reading = metadata?.payerOnly ? null : metadata?.reading
  if (!metadata || !reading) return { metadata, metadata_url: url }
  if (url === null || reading.cut_at !== undefined || !isCut(reading.message))
    return { metadata, metadata_url: reading.cut_at ?? null }
  return { metadata: readMetadata({ ...partsOf(metadata.raw), memo }), metadata_url: url }
}

/** Metadata as one of several parts. */
export function partsOf(raw: Uint8Array): Record<string, unknown> {
  const found = parseLoosely(raw)
  if ('value' in found && hasParts(found.value)) return found.value
  return { [BOOSTAGRAM]: asText(Buffer.from(raw)) }
}

function boostagramOf({ boostagram }: Record<string, unknown>, records: TlvRecords): Metadata | null {
  const record = records.get(BOOSTAGRAM)
  if (record) return readMetadata(record)
  return isSaid(boostagram) ? readMetadata(boostagram) : null
}

function textOf(records: TlvRecords, types: readonly string[]): string | null {
  const record = types.flatMap((type) => records.get(type) ?? [])[0]
  return record ? storableText(record.toString('utf8')) : null
}

/** Nested deeper than this is nothing that a wallet says. */
const DEEPEST = 20

/** Whoever has the preimage of an invoice can claim that it was paid. Bytes become text, as JSON has no others. */
function withoutPreimages(said: Record<string, unknown>): Record<string, unknown> {
  const kept = strip(said, 0)
  return isObject(kept) ? kept : {}
}

function strip(value: unknown, depth: number): unknown {
  if (value instanceof Uint8Array) return asText(Buffer.from(value))
  if (typeof value !== 'object' || value === null) return value
  if (depth > DEEPEST) return null
  if (Array.isArray(value))
    return value.filter((item) => !isPreimage(item)).map((item) => strip(item, depth + 1))
  const fields = Object.entries(value).filter(([name]) => !isPreimage({ type: name }))
  return Object.fromEntries(fields.map(([name, field]) => [name, strip(field, depth + 1)]))
}

function asText(bytes: Buffer): string {
  const text = bytes.toString('utf8')
  return text.startsWith('{') && Buffer.from(text).equals(bytes) ? text : bytes.toString('hex')
}
