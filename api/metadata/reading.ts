import type { Msat } from '#api/contract/msat.ts'

export type Action = 'boost' | 'auto' | 'stream'

/** How a show is named by metadata, best first: podcast guid, Podcast Index feed id, feed URL, title. */
export type ShowNames = { guid?: string; feed_id?: number; feed_url?: string; title?: string }

/** How an episode is named by metadata, best first: guid, Podcast Index item id, title. */
export type EpisodeNames = { guid?: string; item_id?: number; title?: string }

/**
 * What one payment's metadata says, in one shape whatever app wrote it. Absent, null and empty are the same: a
 * missing key or null. Nothing in it is proven: the payer may write anything.
 */
export type Reading = {
  action: Action | null
  show: ShowNames
  episode: EpisodeNames
  /** The music or other show that played (`remote_*`), whose value split was used instead of ours. */
  remote: { feed_guid?: string; item_guid?: string; podcast?: string; episode?: string } | null
  app: { name?: string; version?: string }
  sender: { name?: string; id?: string }
  message: string | null
  /** Whole seconds into the episode. */
  position_s: number | null
  /** The whole boost, as the sender's app claims it. */
  claimed_msat: Msat | null
  /** This payment's part of it, as claimed. */
  claimed_split_msat: Msat | null
  recipient_name: string | null
  /** Shared by all payments of one boost (bLIP-10 `boost_uuid`, rss-payment `group`). */
  boost_uuid: string | null
  /** Of this payment (bLIP-10 `uuid`, rss-payment `id`); some apps share it between payments. */
  payment_uuid: string | null
  link: string | null
  /** Spoken sentences on what could not be believed, e.g. a claim that is negative. */
  warnings: string[]
}
