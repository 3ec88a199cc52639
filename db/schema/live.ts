import type { Generated, Selectable } from 'kysely'
import type { InstantOnce } from '#db/schema/columns.ts'

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
  in_feed: Generated<boolean>
  enclosure_url: string | null
  /** Parted from an episode by a host: no rule joins it again. */
  alone: Generated<boolean>
}
export type LiveItem = Selectable<LiveItemTable>
