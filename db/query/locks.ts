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

/**
 * How many buckets names are hashed to: so many that strangers rarely meet, where the server's table of locks has room for what some
 * transactions of a thousand names hold at once; else so few that what they hold is bounded. The server itself says it, in each
 * statement: all processes have the same.
 */
const BUCKETS = sql`(case when
  current_setting('max_locks_per_transaction')::integer
    * (current_setting('max_connections')::integer + current_setting('max_prepared_transactions')::integer) >= 12000
  then 2147483647 else 2048 end)`

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
  const hashes = [...new Set(Array.from(keys, hashOf))]
  if (hashes.length === 0) return
  const registry = sql`(select pg_advisory_xact_lock_shared(${REGISTRY}, 0) offset 0) as registry,`
  await sql`
    select pg_advisory_xact_lock(${LOCK_SPACES[space]}::integer, bucket)
    from ${space === 'payments' ? registry : sql``} (
      select distinct (hash % ${BUCKETS})::integer as bucket from unnest(${hashes}::bigint[]) as hash
      order by bucket offset 0
    ) as buckets`.execute(trx)
}

/**
 * Waits until nobody resolves names or groups payments, and keeps it so until the end of the transaction: what is decided
 * here about shows, episodes and supporters, everyone who comes later reads. Taken first, and for moments only.
 */
export async function lockRegistry(trx: Transaction<DB>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${REGISTRY}, 0)`.execute(trx)
}

/** FNV-1a, as a whole number below 2^32. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < key.length; index++) {
    hash ^= key.charCodeAt(index)
    hash = Math.imul(hash, 0x01000193)
  }
  return hash >>> 0
}
