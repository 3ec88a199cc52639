import { type RawBuilder, sql } from 'kysely'

/**
 * Whether only what was claimed names the episode `e`, neither a feed nor a payment: in a row of episodes that supporters boosted it is
 * none, since anybody may claim anything.
 */
export const isOnlyClaimed: RawBuilder<boolean> = sql`(
  e.provisional and exists (select from claims where claims.episode_id = e.id)
  and not exists (select from payments where payments.episode_id = e.id))`
