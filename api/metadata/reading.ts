import type { Action } from '#api/contract/action.ts'
import type { Msat } from '#api/contract/msat.ts'

/** How a show is named by metadata, best first: podcast guid, Podcast Index feed id, feed URL, title. */
export type ShowNames = {
  guid?: string | undefined
  feed_id?: number | undefined
  feed_url?: string | undefined
  title?: string | undefined
}

/** How an episode is named by metadata, best first: guid, Podcast Index item id, title. */
export type EpisodeNames = {
  guid?: string | undefined
  item_id?: number | undefined
  title?: string | undefined
}

/**
 * What one payment's metadata says, in one shape whatever app wrote it. Absent, null and empty are the same: a
 * missing key or null. Nothing in it is proven: the payer may write anything.
 */
export type Reading = {
  action: Action | null
  show: ShowNames
  episode: EpisodeNames
  /** The music or other show that played (`remote_*`), whose value split was used instead of ours. */
  remote: {
    feed_guid?: string | undefined
    item_guid?: string | undefined
    podcast?: string | undefined
    episode?: string | undefined
  } | null
  app: { name?: string | undefined; version?: string | undefined }
  sender: { name?: string | undefined; id?: string | undefined }
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
  /** Where the whole of it is to be fetched, where the message is known to be cut. */
  cut_at?: string
  /** Spoken sentences on what could not be believed, e.g. a claim that is negative. */
  warnings: string[]
}

/** Metadata of a payment as received, and what it says; `reading` is null where it could not be read, `problem` says why. */
export type Metadata = {
  raw: Uint8Array
  reading: Reading | null
  problem: string | null
  /** No podcast's, but what a wallet knows of any payer: words, and no reason to take the payment for a show's. */
  payerOnly?: true
}

/** What says nothing. */
export function emptyReading(): Reading {
  return {
    action: null,
    show: {},
    episode: {},
    remote: null,
    app: {},
    sender: {},
    message: null,
    position_s: null,
    claimed_msat: null,
    claimed_split_msat: null,
    recipient_name: null,
    boost_uuid: null,
    payment_uuid: null,
    link: null,
    warnings: [],
  }
}
