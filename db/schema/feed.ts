import type { Generated, GeneratedAlways, Selectable } from 'kysely'
import type { InstantByDefault, InstantOnce, JsonOnce } from '#db/schema/columns.ts'

export type FeedTable = {
  show_id: number
  url: string
  etag: string | null
  last_modified: string | null
  title: string | null
  image_url: string | null
  guid: string | null
  /** The show's own site. */
  site_url: string | null
  /** The channel's metaBoost tags; null: not looked for yet. */
  metaboost: JsonOnce<{ standard: string; url: string }[]>
  fetched_at: InstantOnce
  /** When it last said something new. */
  changed_at: InstantOnce
  next_at: InstantByDefault
  failures: Generated<number>
  /** What is wrong, and what to do, as sentences. */
  problem: string | null
  next_step: string | null
}
export type Feed = Selectable<FeedTable>

/** What the feed last said of an item: what it says anew changes the episode, what a host corrected meanwhile stays. */
export type FeedItemTable = {
  show_id: number
  /** The item's guid, else what tells it from the others. */
  key: string
  title: string | null
  published_at: InstantOnce
  duration_s: number | null
  /** Of these what no other item has. */
  enclosure_url: string | null
  link: string | null
  image_url: string | null
  /** Null: not looked for yet. */
  in_feed: boolean | null
  first_seen_at: InstantByDefault
  /** A digest of its value block. */
  value: Generated<string>
  episode_id: string | null
}

/** A picture that a feed names for its show or an episode. */
export type ArtworkTable = {
  show_id: number
  url: string
  /** As pages show it, and larger, as cards hold it; null: none that could be taken. */
  small: Buffer | null
  large: Buffer | null
  etag: string | null
  /** Why there is none, as a sentence. */
  problem: string | null
  failures: Generated<number>
  next_at: InstantByDefault
}

/** Who was paid which part of a boost, by the value block of the show, of one episode or of a time split in it, over time. */
export type ValueRecipientTable = {
  id: GeneratedAlways<number>
  show_id: number
  episode_id: string | null
  /** Of a time split: when it begins. */
  split_start_s: number | null
  name: string | null
  /** A node's public key or a Lightning address, in small letters. */
  address: string
  custom_key: string
  custom_value: string
  is_fee: boolean
  /** Of the whole, numeric(9, 8) as text. */
  share: string
  since: InstantByDefault
  until: InstantByDefault
}

/** During these seconds of an episode another's music plays, which is paid this part, or the split's own recipients are paid. */
export type ValueTimeSplitTable = {
  episode_id: string
  start_s: number
  duration_s: number
  remote_share: string
  feed_guid: string | null
  item_guid: string | null
}

/** Metadata that is fetched from the address in a payment's memo. */
export type MetadataFetchTable = {
  payment_id: string
  host: string
  tries: Generated<number>
  /** Null once there is a result. */
  next_at: InstantOnce
  /** - taken: recorded; contradicts: came, and is not believed; failed: never came, or cannot be read */
  result: 'taken' | 'contradicts' | 'failed' | null
  problem: string | null
  /** What came and was not believed, as it came. */
  answer: Buffer | null
  asked_at: InstantOnce
}
