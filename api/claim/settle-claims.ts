import { randomUUIDv7 } from 'node:crypto'
import { type Kysely, sql, type Transaction } from 'kysely'
import { shownName } from '#api/supporter/name-key.ts'
import { anyOf } from '#db/query/any-of.ts'
import { retryTransaction } from '#db/query/retry-transaction.ts'
import type { ClaimRow } from '#db/schema/claim.ts'
import type { DB } from '#db/schema/index.ts'

/** Gives claims their boosts. @param ids of claims, at most `BATCH` */
export async function settleClaims(db: Kysely<DB>, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await retryTransaction(() => db.transaction().execute((trx) => settleIn(trx, ids)))
}

async function settleIn(trx: Transaction<DB>, ids: readonly string[]): Promise<void> {
  const claims = await trx
    .selectFrom('claims')
    .selectAll()
    .where('id', '=', anyOf(ids))
    .where('boost_id', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('route', '<>', 'stream-receipt')
    .orderBy('id')
    .forUpdate()
    .execute()
  for (const claim of claims) {
    const id = randomUUIDv7()
    await trx.insertInto('boosts').values(unprovenOf(id, claim)).execute()
    await trx.updateTable('claims').set({ boost_id: id }).where('id', '=', claim.id).execute()
  }
}

function unprovenOf(id: string, claim: ClaimRow) {
  return {
    id,
    action: claim.action === 'auto' ? ('auto' as const) : ('boost' as const),
    show_id: claim.show_id,
    episode_id: claim.episode_id,
    supporter_id: claim.supporter_id,
    sender_name: claim.sender_name === null ? null : shownName(claim.sender_name),
    app: claim.app,
    message: claim.message,
    position_s: claim.position_s,
    claimed_msat: claim.claimed_msat ?? claim.leg_msat,
    received_msat: 0,
    counted_msat: 0,
    claim: 'unproven' as const,
    payment_count: 0,
    sent_at: claim.sent_at,
    link: claim.link,
    updated_at: sql<Date>`now()`,
  }
}
