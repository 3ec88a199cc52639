import type { ColumnType, Generated, GeneratedAlways, Selectable } from 'kysely'
import type { Happening, SendingCondition, WebhookSettings } from '#api/contract/outgoing.ts'
import type { InstantByDefault, InstantOnce, Json, XidByDefault } from '#db/schema/columns.ts'

/** A way by which something is told to others. */
export type WayOutTable = {
  id: GeneratedAlways<number>
  name: string
  kind: 'webhook'
  settings: Json<WebhookSettings>
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
}
export type Firing = Selectable<OutboxTable>

/** How far the feed of changes was read for what is to be told. */
export type OutboxCursorTable = { only_row: Generated<boolean>; xid: XidByDefault; id: Generated<number> }
