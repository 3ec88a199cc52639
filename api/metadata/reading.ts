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
  /** The live event of The Split Kit that it was sent during, which tells the show where its names tell the song. */
  event_guid?: string
  /** The block of it that was on. */
  block_guid?: string
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

/** One reading of several of the same payment, best first: the first that says something of a thing counts for it. */
export function mergeReadings(readings: readonly Reading[]): Reading | null {
  const [best, ...others] = readings
  if (!best) return null
  return others.reduce(fill, best)
}

function fill(own: Reading, other: Reading): Reading {
  return {
    action: own.action ?? other.action,
    show: { ...other.show, ...own.show },
    episode: { ...other.episode, ...own.episode },
    remote: own.remote ?? other.remote,
    app: own.app.name === undefined ? { ...other.app, ...own.app } : own.app,
    sender: { ...other.sender, ...own.sender },
    message: whole(own.message, other.message),
    position_s: own.position_s ?? other.position_s,
    claimed_msat: own.claimed_msat ?? other.claimed_msat,
    claimed_split_msat: own.claimed_split_msat ?? other.claimed_split_msat,
    recipient_name: own.recipient_name ?? other.recipient_name,
    boost_uuid: own.boost_uuid ?? other.boost_uuid,
    payment_uuid: own.payment_uuid ?? other.payment_uuid,
    link: own.link ?? other.link,
    warnings: [...own.warnings, ...other.warnings],
    ...(own.cut_at === undefined ? {} : { cut_at: own.cut_at }),
    ...eventOf(own.event_guid === undefined ? other : own),
  }
}

function eventOf({ event_guid, block_guid }: Reading): Pick<Reading, 'event_guid' | 'block_guid'> {
  return {
    ...(event_guid === undefined ? {} : { event_guid }),
    ...(block_guid === undefined ? {} : { block_guid }),
  }
}

/** The first message, unless it is the beginning of the other. */
function whole(own: string | null, other: string | null): string | null {
  const begun = own?.replace(/\s*(…|\.\.\.)\s*$/, '') ?? ''
  return own === null || (other !== null && other.length > own.length && other.startsWith(begun))
    ? other
    : own
}
