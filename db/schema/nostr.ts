import type { Generated } from 'kysely'
import type { Instant, InstantByDefault, InstantOnce } from '#db/schema/columns.ts'

/** A relay that a source of kind `nostr` follows. */
export type NostrRelayTable = {
  source_id: number
  url: string
  /** Those who boost write to it, and nobody here named it. */
  found: Generated<boolean>
  /** All that it had until then was listed; null: nothing yet. */
  seen_at: InstantOnce
  state: Generated<'connecting' | 'connected' | 'failing'>
  problem: string | null
  state_since: InstantByDefault
}

/** Of which shows and episodes a relay's whole past was listed. */
export type NostrListedTable = { source_id: number; url: string; digest: Buffer }

/** What a key says of itself. */
export type NostrPersonTable = {
  key: string
  name: string | null
  is_bot: Generated<boolean>
  /** Where they write. */
  relays: Generated<string[]>
  read_at: Instant
}

/** With which key the server of a Lightning address signs zap receipts; null where it signs none. */
export type NostrServerTable = { address: string; key: string | null; asked_at: Instant }
