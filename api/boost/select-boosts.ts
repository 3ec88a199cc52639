import type { Kysely } from 'kysely'
import type { DB } from '#db/schema/index.ts'

/** Boosts with their show, episode and supporter, as `boostAsJson` takes them; the caller narrows and orders. */
export function selectBoosts(db: Kysely<DB>) {
  return db
    .selectFrom('boosts')
    .innerJoin('shows', 'shows.id', 'boosts.show_id')
    .leftJoin('episodes', 'episodes.id', 'boosts.episode_id')
    .leftJoin('supporters', 'supporters.id', 'boosts.supporter_id')
    .select([
      'boosts.id',
      'boosts.action',
      'shows.slug as show_slug',
      'shows.title as show_title',
      'boosts.episode_id',
      'episodes.title as episode_title',
      'boosts.supporter_id',
      'supporters.name as supporter_name',
      'boosts.app',
      'boosts.message',
      'boosts.position_s',
      'boosts.claimed_msat',
      'boosts.received_msat',
      'boosts.counted_msat',
      'boosts.claim',
      'boosts.fiat_amount_minor',
      'boosts.fiat_currency',
      'boosts.price_amount_minor',
      'boosts.price_currency',
      'boosts.free',
      'boosts.payment_count',
      'boosts.sent_at',
      'boosts.recorded_at',
      'boosts.updated_at',
      'boosts.link',
      'boosts.playing',
      'boosts.hidden',
      'boosts.possible_double',
      'boosts.difference',
      'boosts.dropped',
    ])
}

export type BoostRow = Awaited<ReturnType<ReturnType<typeof selectBoosts>['executeTakeFirstOrThrow']>>
