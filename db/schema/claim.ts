import type { Generated, Selectable } from 'kysely'
import type { Action } from '#api/contract/action.ts'
import type { Instant, InstantByDefault, SnapshotByDefault } from '#db/schema/columns.ts'

/**
 * How a claim came: posted to the show's address, a note on Nostr, a zap receipt, a note about a payment's hash, or a receipt of
 * streaming, which only names who streamed.
 */
export type ClaimRoute = 'metaboost' | 'note' | 'zap' | 'payment-note' | 'stream-receipt'

/** A boost as somebody reported it. It is no money. */
export type ClaimTable = {
  id: string
  route: ClaimRoute
  /** Unique in its route: the message's guid, the event's id. */
  ref: string
  source_id: number | null
  show_id: number
  episode_id: string | null
  supporter_id: string | null
  /** The boost that it is of; null where it is not matched yet. */
  boost_id: string | null
  key_kind: 'nostr' | 'app' | null
  key: string | null
  action: Action | null
  app: string | null
  sender_name: string | null
  message: string | null
  position_s: number | null
  /** What was sent in all, as claimed. */
  claimed_msat: number | null
  /** The one payment's part of it, as claimed. */
  leg_msat: number | null
  fiat_amount_minor: number | null
  fiat_currency: string | null
  link: string | null
  playing: string | null
  payment_hash: Buffer | null
  url: string | null
  sent_at: Instant
  /** JSON as received. */
  raw: string
  /** Put by a host where it is: never matched again. */
  pinned: Generated<boolean>
  /** What it calls its episode. */
  episode_guid: string | null
  /** When who sent it took it back, before it was read. */
  withdrawn_at: Instant | null
  recorded_at: InstantByDefault
}
export type ClaimRow = Selectable<ClaimTable>

export type ClaimWithdrawalTable = { route: ClaimRoute; ref: string; key: string; at: InstantByDefault }

export type ClaimCursorTable = { only_row: Generated<boolean>; read_to: SnapshotByDefault }
