import type { Generated, Selectable } from 'kysely'
import type { Instant, InstantOnce } from '#db/schema/columns.ts'

/** A show that its feed announces, that is on, or was. */
export type LiveItemTable = {
  show_id: number
  key: string
  episode_id: string
  title: string | null
  status: 'pending' | 'live' | 'ended'
  start_at: InstantOnce
  end_at: InstantOnce
  /** When it was first seen on, and first seen over. */
  began_at: InstantOnce
  ended_at: InstantOnce
  event_guid: string | null
  /** Since when it names that; null: longer than that is noted. */
  event_since: Instant | null
  /** Where what is on is told while it is live. */
  event_url: string | null
  in_feed: Generated<boolean>
  enclosure_url: string | null
  /** Parted from an episode by a host: no rule joins it again. */
  alone: Generated<boolean>
}
/** What a live event of The Split Kit puts on, by what boosts name it. */
export type LiveBlockTable = { event_guid: string; block_guid: string; title: string; seen_at: Instant }
export type LiveItem = Selectable<LiveItemTable>
