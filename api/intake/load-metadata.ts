import type { Transaction } from 'kysely'
import type { KnownPayment } from '#api/intake/known-payment.ts'
import type { Matches } from '#api/intake/match-reports.ts'
import { metadataOf } from '#api/payment/best-metadata.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Loads the metadata of payments that are to be told anew though this batch did not bring it: the one that weighs most, of
 * all their sightings and of those of payments that went up in them. It may be read otherwise by now than when it was recorded.
 */
export async function loadMetadata(
  trx: Transaction<DB>,
  { told, joined }: Pick<Matches, 'told' | 'joined'>,
): Promise<void> {
  const owners = new Map<string, KnownPayment>()
  for (const payment of told)
    if (payment.metadata_rank !== null && !payment.metadata) owners.set(payment.id, payment)
  for (const { ended, into } of joined)
    if (into.metadata_rank !== null && !into.metadata) owners.set(ended.id, into)
  if (owners.size === 0) return
  const ranks = new Map<KnownPayment, string>()
  for (const { payment_id, metadata, rank } of await metadataOf(trx, [...owners.keys()])) {
    const payment = owners.get(payment_id)
    if (!payment || rank <= (ranks.get(payment) ?? '')) continue
    ranks.set(payment, rank)
    payment.metadata = metadata
    payment.metadata_rank = rank
  }
}
