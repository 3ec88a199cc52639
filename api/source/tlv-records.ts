import { readMetadata } from '#api/metadata/read-metadata.ts'
import type { Metadata } from '#api/metadata/reading.ts'
import { storableText } from '#api/metadata/storable-text.ts'

/** bLIP-10 boostagram: https://github.com/satoshisstream/satoshis.stream/blob/main/TLV_registry.md has all of these. */
const BOOSTAGRAM = '7629169'
/** Tip note, and the chat message of a keysend. */
const COMMENTS = ['7629171', '34349334']
/** Which sub-account of the wallet was paid: LNPay and Alby, Hive, Fountain, 112111100. */
const ROUTING = ['696969', '906608', '112111100', '818818']

/** What the TLV records of a payment say, by their decimal type. */
export function readTlvRecords(records: ReadonlyMap<string, Buffer>): {
  metadata: Metadata | null
  routing: string | null
  comment: string | null
} {
  const boostagram = records.get(BOOSTAGRAM)
  const routed = ROUTING.flatMap((type) => records.get(type) ?? [])[0]
  const comment = COMMENTS.flatMap((type) => records.get(type) ?? [])[0]
  return {
    metadata: boostagram ? readMetadata(boostagram) : null,
    routing: routed ? storableText(routed.toString('utf8')) : null,
    comment: comment ? storableText(comment.toString('utf8')) : null,
  }
}
