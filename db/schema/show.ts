import type { Generated, GeneratedAlways, Selectable } from 'kysely'
import type { Language } from '#api/contract/language.ts'
import type { Instant, InstantByDefault, InstantOnce, Json } from '#db/schema/columns.ts'

/** - same: of its title or its file
 * - next: the next one within some hours */
export type LiveJoin = 'off' | 'same' | 'next'
export type ShowStatus = 'provisional' | 'kept' | 'set_aside'

export type ShowTable = {
  id: GeneratedAlways<number>
  slug: string
  title: string
  time_zone: Generated<string>
  currency: Generated<string>
  feed_url: string | null
  lightning_address: string | null
  is_public: Generated<boolean>
  status: Generated<ShowStatus>
  /** What it was before it was set aside. */
  set_aside_from: Exclude<ShowStatus, 'set_aside'> | null
  /** The show that it is being merged into; it ends when all of its payments are there. */
  merged_into: number | null
  demo: Generated<boolean>
  baller_sats: Generated<number>
  read_sats: Generated<number>
  /** Which published episode a live show is joined with by itself: see `join-live.ts`. */
  live_join: Generated<LiveJoin>
  live_join_hours: Generated<number>
  /** Whether apps may post boosts to its address. */
  metaboost: Generated<boolean>
  created_at: InstantByDefault
}
export type Show = Selectable<ShowTable>

export type ShowNameTable = {
  kind: 'guid' | 'feed_id' | 'feed_url' | 'title'
  value: string
  show_id: number
}
export type ShowAliasTable = { slug: string; show_id: number }

export type EpisodeTable = {
  id: string
  show_id: number
  title: string | null
  published_at: Instant | null
  /** In seconds, where the feed says it: no position lies beyond. */
  duration_s: number | null
  provisional: Generated<boolean>
  created_at: InstantByDefault
}
export type Episode = Selectable<EpisodeTable>

export type EpisodeNameTable = {
  show_id: number
  kind: 'guid' | 'item_id' | 'title'
  value: string
  /** Null: several items of the feed have it, so that it names none of them. */
  episode_id: string | null
}
export type EpisodeAliasTable = { id: string; episode_id: string }

/** How two episodes became one, so that it can be undone. */
export type EpisodeJoinTable = {
  id: string
  show_id: number
  survivor: string
  gone: string
  why: JoinReason
  /** From the beginning of the live show to its publication. */
  apart_s: number | null
  joined_at: Instant
  /** It is being undone. */
  parting: Generated<boolean>
  before: Json<BeforeJoin>
}
/** By the rule of a show, because both have that, or by a host. */
export type JoinReason = 'title' | 'enclosure' | 'next' | 'hand'
export type BeforeJoin = {
  survivor: EpisodeSaid
  /** What the merge made of the two. */
  joined: EpisodeSaid
  gone: EpisodeSaid & { created_at: string; names: NameSaid[]; aliases: string[]; items: string[] }
  /** Which of these went over, since the other had none. */
  carried: ('value_recipients' | 'value_time_splits')[]
  survivorNames: NameSaid[]
}
type EpisodeSaid = Pick<Episode, 'title' | 'duration_s' | 'provisional'> & { published_at: string | null }
type NameSaid = { kind: string; value: string }
/** What belonged to the one that ended; `named`: a payment whose own words name it. */
export type EpisodeJoinRowTable = {
  join_id: string
  kind: 'payment' | 'named' | 'boost' | 'claim' | 'goal'
  id: string
}

export type InstallationTable = {
  only_row: Generated<boolean>
  change_epoch: Generated<string>
  /** From when on what sources report is packed as it is recorded: no version runs then that cannot read it. */
  packs_from: InstantByDefault
  /** Up to which sighting those of before are packed; null once all are. */
  packed_to: Generated<number | null>
  /** By which version of the readers all payments were read. */
  reader_version: Generated<number>
  /** The roles that come in by a second factor only. */
  factor_roles: Generated<('owner' | 'host' | 'bookkeeper')[]>
  created_at: InstantByDefault
}

/** What a show publishes once it is public. */
export type PublicSettingsTable = {
  show_id: number
  description: string | null
  /** In which language it speaks to listeners. */
  language: Generated<Language>
  /** When messages appear: once they were read on air, at once, or never. */
  messages: Generated<'after_read' | 'at_once' | 'never'>
  /** With what that which was read becomes public; null: with its episode where the show has a feed. */
  aired_with: 'closing' | 'episode' | null
  amounts: Generated<'exact' | 'rounded' | 'none'>
  names: Generated<boolean>
  fiat: Generated<boolean>
  supporter_pages: Generated<boolean>
  /** Whether search engines may list it. */
  listed: Generated<boolean>
  /** Whether the page says who gets which part of a boost. */
  splits: Generated<boolean>
}

/** Whether a supporter wants a page of their own. */
export type OwnPageTable = {
  show_id: number
  supporter_id: string
  token_hash: Buffer
  /** When they said yes; null: they have not, or no longer want one. */
  accepted_at: InstantOnce
}
