import { type Kysely, sql } from 'kysely'
import { settleNear } from '#api/claim/follow-payments.ts'
import { refreshPayments } from '#api/intake/refresh-payments.ts'
import { BATCH } from '#db/query/batch.ts'
import { retryTransaction } from '#db/query/retry-transaction.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Decides again on payments that are no boost, though a claim came since that names them by their hash: a stream without words, or
 * what waits in a shared wallet; and on those that are one by nothing but a claim that was taken back. What a host or a rule set
 * aside, or a host put right, stays.
 */
export async function pullClaimed(db: Kysely<DB>, signal?: AbortSignal): Promise<void> {
  await decideAgain(db, nextClaimed, signal)
  await decideAgain(db, nextTakenBack, signal)
}

type Next = (db: Kysely<DB>, after: string | null) => Promise<string[]>

async function decideAgain(db: Kysely<DB>, next: Next, signal?: AbortSignal): Promise<void> {
  let after: string | null = null
  while (!signal?.aborted) {
    const ids = await next(db, after)
    if (ids.length === 0) return
    await retryTransaction(() => db.transaction().execute((trx) => refreshPayments(trx, ids)))
    const rows = await db.selectFrom('payments').select('boost_id').where('id', 'in', ids).execute()
    await settleNear(
      db,
      rows.flatMap(({ boost_id }) => boost_id ?? []),
    )
    after = ids.at(-1) ?? null
  }
}

/** Claims of before are looked through no more, unless nothing proves them. */
const RECENT = sql`interval '1 day'`

/** By way of what is unproven or came lately, of which there is little beside all claims and payments. */
async function nextClaimed(db: Kysely<DB>, after: string | null): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with told as (
      select claims.payment_hash from claims left join boosts on boosts.id = claims.boost_id
      where claims.recorded_at > now() - ${RECENT} and claims.payment_hash is not null
        and claims.route <> 'stream-receipt' and claims.withdrawn_at is null and boosts.dropped is distinct from 'dismissed'
      union
      select claims.payment_hash from boosts join claims on claims.boost_id = boosts.id
      where boosts.claim = 'unproven' and boosts.dropped is distinct from 'dismissed'
        and claims.payment_hash is not null and claims.route <> 'stream-receipt' and claims.withdrawn_at is null)
    select distinct payments.id from told join payments using (payment_hash)
    where payments.boost_id is null and payments.refund_of is null and not payments.set_aside
      and payments.corrected_at is null and payments.id > coalesce(${after}::uuid, '00000000-0000-0000-0000-000000000000')
    order by payments.id limit ${BATCH}`.execute(db)
  return rows.map(({ id }) => id)
}

/** Boosts whose action nothing says any more: no metadata, no memo and no host. Few claims are taken back. */
async function nextTakenBack(db: Kysely<DB>, after: string | null): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct payments.id from claims join payments using (payment_hash)
    where claims.withdrawn_at is not null and claims.payment_hash is not null
      and payments.boost_id is not null and payments.given_action is not null and not payments.has_metadata
      and payments.corrected_at is null and not payments.pinned
      and payments.id > coalesce(${after}::uuid, '00000000-0000-0000-0000-000000000000')
      and not exists (select from claims live left join boosts on boosts.id = live.boost_id
        where live.payment_hash = payments.payment_hash and live.withdrawn_at is null
          and live.route <> 'stream-receipt' and boosts.dropped is distinct from 'dismissed')
    order by payments.id limit ${BATCH}`.execute(db)
  return rows.map(({ id }) => id)
}
