import type { ColumnType, Generated, GeneratedAlways, Selectable } from 'kysely'
import type { ItemStatus, SectionKind } from '#api/contract/air/item.ts'
import type { MarkSet } from '#api/contract/air/mark.ts'
import type { Place } from '#api/contract/air/place.ts'
import type { Cue, Plan } from '#api/contract/air/plan.ts'
import type { ChapterEdit, Pause } from '#api/contract/air/recording.ts'
import type { AirSettings } from '#api/contract/air/settings.ts'
import type { Instant, InstantByDefault, InstantOnce, Json, JsonOnce } from '#db/schema/columns.ts'
import type { FrozenHead } from '#db/schema/frozen.ts'

export type SegmentTable = {
  id: string
  show_id: number
  /** The one closed before it. */
  previous_id: string | null
  opened_at: Instant
  closed_at: InstantOnce
  /** Where it went when the one before was opened again: reads and marks follow. */
  merged_into: string | null
  /** Boosts sent before are older ones; null: none is. */
  floor: InstantOnce
  /** When the one before was closed, by the database's clock; null for a first one: streams and older boosts of since then count. */
  recorded_from: InstantOnce
  title: string | null
  /** When a host said that what was read may be public, whatever the feed has. */
  aired_at: InstantOnce
  /** Grows with every change. */
  revision: Generated<number>
  /** The revision of the last change that was more than items' marks. */
  layout_revision: Generated<number>
  recording_started_at: InstantOnce
  recording_offset_s: Generated<number>
  /** When the clock stood still since. */
  recording_pauses: ColumnType<Pause[], string | undefined, string>
  place: JsonOnce<Place>
  /** Where it is planned otherwise than the show has it. */
  plan: ColumnType<Partial<Plan>, string | undefined, string>
  /** What a producer says to whoever reads. */
  cue: JsonOnce<Cue>
  chapter_edits: ColumnType<ChapterEdit[], string | undefined, string>
  /** Of a closed one: everything but its boosts, as it was read. */
  frozen: JsonOnce<FrozenHead>
}
export type Segment = Selectable<SegmentTable>

export type SegmentItemTable = {
  segment_id: string
  /** As it was at the time: may be an alias by now. */
  boost_id: string
  status: Generated<ItemStatus>
  starred: Generated<boolean>
  note: string | null
  read_at: Instant | null
  alone: Generated<boolean>
  pinned: Generated<boolean>
  move_section: SectionKind | null
  move_after: string | null
  moved_at: Instant | null
  carried: 'held' | 'unread' | 'older' | null
  /** What it brought along from the segment before, under the marks of this one. */
  base: ColumnType<ItemBase, string | undefined, string>
  /** How many marks it has had. */
  version: Generated<number>
  /** Of the segment, when it was last marked. */
  revision: Generated<number>
  /** Its place in the running order of a closed segment. */
  ordinal: number | null
  /** Of a closed segment: the boost as it was read. */
  frozen: JsonOnce<unknown>
}
export type SegmentItemRow = Selectable<SegmentItemTable>
export type ItemBase = {
  starred?: boolean
  note?: string | null
  /** What `carried` was in the segment before. */
  was?: 'held' | 'unread' | 'older' | null
}

export type SegmentMarkTable = {
  op_id: string
  segment_id: string
  boost_id: string
  set: Json<MarkSet>
  undo: string | null
  /** When the host made it, as far as can be known. */
  made_at: Instant
  seen_version: number | null
  /** The item's version that it made. */
  version: number
  actor_id: string | null
  actor_name: string
  recorded_at: InstantByDefault
}

export type SegmentShownTable = {
  id: GeneratedAlways<number>
  segment_id: string
  item: string | null
  shown_at: Instant
  word_count: number | null
  actor_id: string
  device: string
}

export type ShowAirSettingsTable = { show_id: number; settings: Json<Partial<AirSettings>> }
