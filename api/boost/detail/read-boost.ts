import { type Kysely, sql } from 'kysely'
import { findBoostId } from '#api/alias/alias.ts'
import { boostAsJson } from '#api/boost/boost-as-json.ts'
import { selectBoosts } from '#api/boost/select-boosts.ts'
import type { BoostClaimJson, BoostDetailJson, BoostJson } from '#api/contract/boost.ts'
import { orNotFound } from '#api/errors.ts'
import { fiatAmount } from '#api/http/refs.ts'
import { readBoostPayments } from '#api/payment/read-payment.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * A boost with its payments and all that was reported of them, under any id it has had.
 * @throws AppError not-found
 */
export async function readBoostDetail(db: Kysely<DB>, id: string): Promise<BoostDetailJson> {
  const boost = await readBoost(db, id)
  return {
    ...boost,
    payments: await readBoostPayments(db, boost.id),
    claims: await readBoostClaims(db, boost.id),
  }
}

/** A boost, under any id it has had. @throws AppError not-found */
export async function readBoost(db: Kysely<DB>, id: string): Promise<BoostJson> {
  const own = orNotFound(await findBoostId(db, id), 'boost with this id')
  const row = await selectBoosts(db).where('boosts.id', '=', own).executeTakeFirst()
  return boostAsJson(orNotFound(row, 'boost with this id'))
}

/** What was claimed of a boost, in the order in which it was sent. */
async function readBoostClaims(db: Kysely<DB>, boostId: string): Promise<BoostClaimJson[]> {
  const rows = await db
    .selectFrom('claims')
    .leftJoin('sources', 'sources.id', 'claims.source_id')
    .selectAll('claims')
    .select([
      'sources.name as source',
      sql<boolean>`exists (select from payments p where p.boost_id = claims.boost_id
        and (p.payment_hash = claims.payment_hash or p.metadata_url = claims.url))`.as('proven'),
    ])
    .where('boost_id', '=', boostId)
    .orderBy('sent_at')
    .orderBy('route')
    .orderBy('ref')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    route: row.route,
    source: row.source,
    app: row.app,
    sender: row.sender_name,
    sender_key: row.key_kind === null || row.key === null ? null : { kind: row.key_kind, key: row.key },
    message: row.message,
    claimed_msat: row.claimed_msat ?? row.leg_msat,
    fiat: fiatAmount(row.fiat_amount_minor, row.fiat_currency),
    sent_at: row.sent_at.toISOString(),
    recorded_at: row.recorded_at.toISOString(),
    withdrawn_at: row.withdrawn_at?.toISOString() ?? null,
    by_hand: row.pinned,
    proven: row.proven,
    raw: row.raw,
  }))
}
