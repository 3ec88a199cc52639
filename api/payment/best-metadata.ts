import { hash } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import { readMetadata } from '#api/metadata/read-metadata.ts'
import type { Metadata } from '#api/metadata/reading.ts'
import type { DB } from '#db/schema/index.ts'
import type { Exactness } from '#db/schema/wallet.ts'

/**
 * How much metadata weighs against other metadata of the same payment, as text that sorts: what can be read before what
 * cannot, then the more exact reporter's, then what says more. Whatever the order of reports, the same one speaks in the end.
 */
export function rankOf({ raw, reading }: Metadata, exactness: Exactness): string {
  const said = reading ? JSON.stringify(reading) : null
  const length = said?.length ?? raw.byteLength
  const digest = hash('sha256', said ?? raw, 'hex').slice(0, 16)
  return `${said === null ? 0 : 1}${exactness}${String(length).padStart(8, '0')}${digest}`
}

/** A rank without its exactness: the same words from a more exact reporter are the same words. */
export function wordsOf(rank: string | null): string | null {
  return rank === null ? null : `${rank[0]}${rank.slice(2)}`
}

/** Loads and reads all metadata of stored payments, each with its rank. */
export async function metadataOf(trx: Transaction<DB>, paymentIds: readonly string[]) {
  const { rows } = await sql<{ payment_id: string; metadata: Buffer; exactness: Exactness }>`
    select payment_id, metadata, exactness from sightings join sources on sources.id = source_id
    where payment_id = any(${paymentIds}::uuid[]) and metadata is not null`.execute(trx)
  return rows.map(({ payment_id, metadata: raw, exactness }) => {
    const metadata = readMetadata(raw)
    return { payment_id, metadata, rank: rankOf(metadata, exactness) }
  })
}
