import { sql } from 'kysely'
import type { Show } from '#db/schema/show.ts'

/** What a claim says of the payment with its hash: of which show it is, and what. */
export type ClaimedByHash = {
  payment_hash: string
  show_id: number
  action: 'boost' | 'auto'
  show: Pick<Show, 'id' | 'status' | 'read_sats'>
}

/**
 * The claims that name payments by their hash, the first sent of each; for `gather`. What a host dismissed, or who sent it took back,
 * says nothing.
 */
export function claimedByHash(payments: Iterable<{ payment_hash: string | null }>) {
  const hashes = [...payments].flatMap(({ payment_hash }) =>
    payment_hash === null ? [] : `\\x${payment_hash}`,
  )
  return sql<ClaimedByHash>`
    select distinct on (claims.payment_hash) encode(claims.payment_hash, 'hex') as payment_hash, claims.show_id,
      case when claims.action = 'auto' then 'auto' else 'boost' end as action,
      json_build_object('id', shows.id, 'status', shows.status, 'read_sats', shows.read_sats) as show
    from claims join shows on shows.id = claims.show_id left join boosts on boosts.id = claims.boost_id
    where claims.payment_hash = any(${[...new Set(hashes)]}::bytea[]) and claims.route <> 'stream-receipt'
      and claims.withdrawn_at is null and boosts.dropped is distinct from 'dismissed'
    order by claims.payment_hash, claims.sent_at, claims.route, claims.ref`
}
