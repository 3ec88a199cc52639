import type { ColumnType, Generated, GeneratedAlways, Selectable } from 'kysely'
import type { Happening, SendingCondition } from '#api/contract/outgoing/rule.ts'
import type { Fact } from '#api/contract/outgoing/told.ts'
import type { WaySettings } from '#api/contract/outgoing/way.ts'
import type { InstantByDefault, InstantOnce, Json, JsonOnce, SnapshotByDefault } from '#db/schema/columns.ts'

/** A way by which something is told to others. */
export type WayOutTable = {
  id: GeneratedAlways<number>
  name: string
  settings: Json<WaySettings>
  secret: string
  per_minute: number | null
  active: Generated<boolean>
  tried: ColumnType<Date[], never, Date[]>
  failures: Generated<number>
  next_at: InstantByDefault
  created_at: InstantByDefault
}
export type WayOut = Selectable<WayOutTable>

/** When something is told, and by which way. */
export type SendingRuleTable = {
  id: GeneratedAlways<number>
  event: Happening
  show_id: number | null
  condition: Json<SendingCondition>
  way_id: number
  active: Generated<boolean>
  since: InstantByDefault
}

/** What is to be told, or was: each once by its rule, in order of place by its way. */
export type OutboxTable = {
  id: string
  place: GeneratedAlways<number>
  way_id: number
  rule_id: number | null
  event: Happening | 'test'
  boost_id: string | null
  state: Generated<'waiting' | 'sent' | 'failed' | 'left_out'>
  attempts: Generated<number>
  queued_at: InstantByDefault
  tried_at: InstantOnce
  answer: string | null
  /** What happened, where it is of no boost, and by what it is known again. */
  fact: JsonOnce<Fact>
  subject: string | null
  /** What was signed before it was sent, so that it is the same however often it is. */
  signed: JsonOnce<NostrNote>
}
export type Firing = Selectable<OutboxTable>

/** An event of Nostr, signed. */
export type NostrNote = {
  id: string
  pubkey: string
  created_at: number
  kind: number
  tags: string[][]
  content: string
  sig: string
}

/** A sound for the studio's pages. */
export type SoundTable = {
  id: string
  name: string
  type: string
  bytes: Buffer
  created_at: InstantByDefault
}

/** How far the feed of changes was read for what is to be told. */
export type OutboxCursorTable = { only_row: Generated<boolean>; read_to: SnapshotByDefault }
