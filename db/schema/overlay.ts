import type { Generated, GeneratedAlways, Selectable } from 'kysely'
import type { OverlaySettings } from '#api/contract/overlay.ts'
import type { InstantByDefault, InstantOnce, Json } from '#db/schema/columns.ts'

/** What a show puts into its video. */
export type OverlayTable = {
  id: string
  show_id: number
  name: string
  token_hash: Buffer
  settings: Json<OverlaySettings>
  paused: Generated<boolean>
  last_place: Generated<number>
  since: InstantByDefault
  created_at: InstantByDefault
}
export type Overlay = Selectable<OverlayTable>

/** A picture or sound that a show put up for its overlays. */
export type OverlayMediumTable = {
  id: string
  show_id: number
  kind: 'picture' | 'sound'
  name: string
  type: string
  bytes: Buffer
  /** Null for sounds, as how many frames it has. */
  width: number | null
  height: number | null
  frames: number | null
  /** Null for pictures. */
  ms: number | null
  created_at: InstantByDefault
}
export type OverlayMedium = Selectable<OverlayMediumTable>

/** What an overlay is to show, or has shown. */
export type OverlayAlertTable = {
  id: GeneratedAlways<number>
  overlay_id: string
  kind: 'boost' | 'goal' | 'test'
  boost_id: string | null
  goal_id: string | null
  goal_reached_at: InstantOnce
  again: Generated<boolean>
  /** Null: it waits for a host to let it through. */
  place: number | null
  state: 'waiting' | 'released' | 'skipped'
  created_at: InstantByDefault
  shown_at: InstantOnce
}
export type OverlayAlertRow = Selectable<OverlayAlertTable>
