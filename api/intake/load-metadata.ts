import { sql, type Transaction } from 'kysely'
import type { KnownPayment } from '#api/intake/known-payment.ts'
import type { Matches } from '#api/intake/match-reports.ts'
import { rankOf } from '#api/intake/metadata-rank.ts'
import { readMetadata } from '#api/metadata/read-metadata.ts'
import type { DB } from '#db/schema/index.ts'
import type { Exactness } from '#db/schema/wallet.ts'

/**
 * Loads the metadata of payments that are to be told anew though this batch did not bring it: the one that weighs most, of
 * all their sightings and of those of payments that went up in them.
 */
export async function loadMetadata(trx: Transaction<DB>, { told, joined }: Matches): Promise<void> {
  const owners = new Map<string, KnownPayment>()
  for (const payment of told)
    if (payment.reading_rank !== null && !payment.metadata) owners.set(payment.id, payment)
  for (const { ended, into } of joined)
    if (into.reading_rank !== null && !into.metadata) owners.set(ended.id, into)
  if (owners.size === 0) return
  const ranks = new Map<KnownPayment, string>()
  for (const { payment_id, metadata, rank } of await metadataOf(trx, [...owners.keys()])) {
    const payment = owners.get(payment_id)
    if (!payment || rank <= (ranks.get(payment) ?? '')) continue
    ranks.set(payment, rank)
    payment.metadata = metadata
  }
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
