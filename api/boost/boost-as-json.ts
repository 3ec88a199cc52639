import type { BoostRow } from '#api/boost/select-boosts.ts'
import type { BoostJson } from '#api/contract/boost.ts'
import { episodeRef, fiatAmount, supporterRef } from '#api/http/refs.ts'

/** A boost as it is answered. */
export function boostAsJson(row: BoostRow): BoostJson {
  return {
    id: row.id,
    action: row.action,
    show: { slug: row.show_slug, title: row.show_title },
    episode: episodeRef(row.episode_id, row.episode_title),
    supporter: supporterRef(row.supporter_id, row.supporter_name),
    app: row.app,
    message: row.message,
    position_s: row.position_s,
    claimed_msat: row.claimed_msat,
    received_msat: row.received_msat,
    counted_msat: row.counted_msat,
    claim: row.claim,
    fiat: fiatAmount(row.fiat_amount_minor, row.fiat_currency),
    price: fiatAmount(row.price_amount_minor, row.price_currency),
    free: row.free,
    payment_count: row.payment_count,
    sent_at: row.sent_at.toISOString(),
    recorded_at: row.recorded_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
    link: row.link,
    playing: row.playing,
    hidden: row.hidden,
    possible_double: row.possible_double,
    difference: row.difference,
    dropped: row.dropped,
  }
}
