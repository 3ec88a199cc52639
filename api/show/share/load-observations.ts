import { type Kysely, sql } from 'kysely'
import type { Observation } from '#api/show/share/propose-shares.ts'
import type { DB } from '#db/schema/index.ts'

/** So many of a show's latest boosts with a claim are looked at: enough to agree, and few enough for a list of all shows. */
const LATEST = 60

/**
 * Loads what wallets got of the latest boosts of shows, and of those recorded last whose claim is open, for `proposeShares`: what a
 * file brings of another wallet's past is older than all else. @returns by show id, the latest boost first
 */
export async function loadObservations(
  db: Kysely<DB>,
  showIds: readonly number[],
): Promise<Map<number, Observation[]>> {
  const { rows } = await sql<Observation & { show_id: number }>`
    select wanted.id as show_id, wallets.name as wallet, recent.voter, (got.msat / recent.claimed_msat)::float8 as ratio
    from unnest(${showIds}::integer[]) as wanted(id)
    cross join lateral (
      select id, claimed_msat, coalesce(supporter_id, id)::text as voter, sent_at from (
        (select id, claimed_msat, supporter_id, sent_at from boosts where show_id = wanted.id and claimed_msat > 0 and received_msat > 0
          order by sent_at desc, id desc limit ${LATEST})
        union
        (select id, claimed_msat, supporter_id, sent_at from boosts where show_id = wanted.id and claim_shares is null and claimed_msat > 0 and received_msat > 0
          order by id desc limit ${LATEST})
      ) looked_at
    ) recent
    cross join lateral (
      select wallet_id, sum(amount_msat) as msat from payments
      where boost_id = recent.id and not set_aside and refund_ref is null and amount_msat is not null
      group by wallet_id having not bool_or(remote)
    ) got
    join wallets on wallets.id = got.wallet_id
    order by recent.sent_at desc, recent.id desc`.execute(db)
  const observations = new Map<number, Observation[]>()
  for (const { show_id, ...seen } of rows) {
    const known = observations.get(show_id)
    if (known) known.push(seen)
    else observations.set(show_id, [seen])
  }
  return observations
}
