import { sql, type Transaction } from 'kysely'
import type { DB } from '#db/schema/index.ts'

/** The order in which a transaction takes its locks; one of a later kind never waits for one of an earlier. */
export const LOCK_SPACES = {
  claims: 7207,
  payments: 7201,
  known: 7206,
  neighbourhoods: 7205,
  shows: 7202,
  episodes: 7203,
  supporters: 7204,
} as const

/** Few enough buckets that one transaction's locks fit PostgreSQL's shared memory, many enough that strangers rarely meet. */
const BUCKETS = 2048

/** Held shared by all that resolves names or groups payments, and alone by who decides what names stand for. */
const REGISTRY = 7200

/**
 * Locks names until the end of the transaction, in sorted order so that two transactions never wait for each other in a
 * circle. Names are hashed to buckets: two names may share a lock, which only costs time. Whoever locks payments also
 * holds off `lockRegistry`.
 */
export async function lockKeys(
  trx: Transaction<DB>,
  space: keyof typeof LOCK_SPACES,
  keys: Iterable<string>,
): Promise<void> {
  const buckets = [...new Set(Array.from(keys, bucketOf))].sort((a, b) => a - b)
  if (buckets.length === 0) return
  const registry = sql`, (select pg_advisory_xact_lock_shared(${REGISTRY}, 0) offset 0) as registry`
  await sql`
    select pg_advisory_xact_lock(${LOCK_SPACES[space]}::integer, bucket)
    from unnest(${buckets}::integer[]) as bucket${space === 'payments' ? registry : sql``}`.execute(trx)
}

/**
 * Waits until nobody resolves names or groups payments, and keeps it so until the end of the transaction: what is decided
 * here about shows, episodes and supporters, everyone who comes later reads. Taken first, and for moments only.
 */
export async function lockRegistry(trx: Transaction<DB>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${REGISTRY}, 0)`.execute(trx)
}

/** FNV-1a. */
export function bucketOf(key: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < key.length; index++) {
    hash ^= key.charCodeAt(index)
    hash = Math.imul(hash, 0x01000193)
  }
  return (hash >>> 0) % BUCKETS
}
