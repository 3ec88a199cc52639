import { sql } from 'kysely'

/**
 * Whether something unread is still to be looked at: nobody dismissed it, and the payment is not recorded meanwhile, by itself or
 * by another source under its hash, as by a node whose wallet does not say how much came. Needs `unread` in the query.
 */
export const isOpen = sql<boolean>`(
  unread.dismissed_at is null
  and not exists (select from sightings s where s.ref = unread.ref and s.source_id = unread.source_id)
  and not exists (
    select from payments
    where payment_hash = case when unread.ref ~ '^[0-9a-f]{64}$' then decode(unread.ref, 'hex') end))`
