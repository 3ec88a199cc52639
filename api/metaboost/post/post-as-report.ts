import type { ClaimReport } from '#api/claim/claim-report.ts'
import { msat } from '#api/contract/msat.ts'
import type { App } from '#api/metaboost/app/app-registry.ts'
import type { Post } from '#api/metaboost/post/read-post.ts'
import { within } from '#api/metadata/fields.ts'
import { emptyReading, type Reading } from '#api/metadata/reading.ts'

/** Longer than any episode. */
const LONGEST_EPISODE_S = 48 * 3600

/** A post as a claim: a boost that its app says was sent, or who streamed. */
export function postAsReport(
  post: Post,
  { app, showId, ref, at }: { app: App; showId: number; ref: string; at: Date },
): ClaimReport {
  const { action, currency, amount, sender_guid, standard, unread, ...body } = post
  return {
    route: action === 'stream' ? 'stream-receipt' : 'metaboost',
    source_id: null,
    ref,
    show_id: showId,
    reading: readingOf(post),
    sender_key: { kind: 'app', key: sender_guid },
    sent_at: at,
    fiat: currency === 'BTC' ? null : { amount_minor: amount, currency },
    payment_hash: null,
    url: null,
    raw: { standard, app_id: app.id, action, currency, amount, sender_guid, ...body, ...unread },
  }
}

function readingOf(post: Post): Reading {
  return {
    ...emptyReading(),
    action: post.action,
    show: { guid: post.feed_guid, title: post.feed_title, feed_id: post.podcast_index_feed_id },
    episode: { guid: post.item_guid, title: post.item_title },
    app: { name: post.app_name, version: post.app_version },
    sender: { name: post.sender_name, id: post.sender_guid },
    message: post.message,
    position_s: within(post.time_position, LONGEST_EPISODE_S),
    claimed_msat: post.currency === 'BTC' ? msat(post.amount * 1000) : null,
  }
}
