import { hash } from 'node:crypto'
import { type Kysely, sql, type Transaction } from 'kysely'
import { readMetadata } from '#api/metadata/read-metadata.ts'
import type { Metadata } from '#api/metadata/reading.ts'
import { unpack } from '#db/packed/pack.ts'
import type { DB } from '#db/schema/index.ts'
import type { Exactness } from '#db/schema/wallet.ts'

/**
 * How much metadata weighs against other metadata of the same payment, as text that sorts: what is whole before what is known to be
 * cut, podcast metadata before what a wallet knows of its payer, and that before what cannot be read; then the more exact reporter's,
 * then what says more. Whatever the order of reports, the same one speaks in the end.
 */
export function rankOf(metadata: Metadata, exactness: Exactness): string {
  const { raw, reading } = metadata
  const said = reading ? JSON.stringify(reading) : null
  const length = said?.length ?? raw.byteLength
  const digest = hash('sha256', said ?? raw, 'hex').slice(0, 16)
  return `${weigh(metadata)}${exactness}${String(length).padStart(8, '0')}${digest}`
}

const WEIGHT = { unread: 0, payer: 1, cut: 2, whole: 3 }

function weigh({ reading, payerOnly }: Metadata): number {
  if (reading === null) return WEIGHT.unread
  if (payerOnly) return WEIGHT.payer
  return reading.cut_at === undefined ? WEIGHT.whole : WEIGHT.cut
}

/** A rank without its exactness: the same words from a more exact reporter are the same words. */
export function wordsOf(rank: string | null): string | null {
  return rank === null ? null : `${rank[0]}${rank.slice(2)}`
}

/** Loads and reads all metadata of stored payments, each with its rank. */
export async function metadataOf(trx: Kysely<DB>, paymentIds: readonly string[]) {
  const { rows } = await sql<{ payment_id: string; metadata: Buffer; exactness: Exactness }>`
    select payment_id, metadata, exactness from sightings join sources on sources.id = source_id
    where payment_id = any(${paymentIds}::uuid[]) and metadata is not null`.execute(trx)
  return rows.map(({ payment_id, metadata: packed, exactness }) => {
    const metadata = readMetadata(unpack(packed))
    return { payment_id, metadata, rank: rankOf(metadata, exactness) }
  })
}

/** A payment by its id, with its best metadata as far as it is at hand. */
type Described = { id: string; metadata_rank: string | null; metadata?: Metadata }

/**
 * Loads the metadata of payments that are to be told anew though this batch did not bring it: the one that weighs most, of
 * all their sightings and of those of payments that went up in them. It may be read otherwise by now than when it was recorded.
 */
export async function loadMetadata(
  trx: Transaction<DB>,
  {
    described,
    joined,
  }: { described: Iterable<Described>; joined: readonly { ended: { id: string }; into: Described }[] },
): Promise<void> {
  const owners = new Map<string, Described>()
  for (const payment of described)
    if (payment.metadata_rank !== null && !payment.metadata) owners.set(payment.id, payment)
  for (const { ended, into } of joined)
    if (into.metadata_rank !== null && !into.metadata) owners.set(ended.id, into)
  if (owners.size === 0) return
  const ranks = new Map<Described, string>()
  for (const { payment_id, metadata, rank } of await metadataOf(trx, [...owners.keys()])) {
    const payment = owners.get(payment_id)
    if (!payment || rank <= (ranks.get(payment) ?? '')) continue
    ranks.set(payment, rank)
    payment.metadata = metadata
    payment.metadata_rank = rank
  }
}
