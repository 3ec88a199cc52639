import type { Selectable } from 'kysely'
import type { Instant, InstantByDefault, InstantOnce, JsonOnce } from '#db/schema/columns.ts'

/** An app as the registry describes it, as far as Readout reads it. */
export type AppRecord = {
  app_id: string
  display_name: string
  status: 'active' | 'suspended' | 'revoked'
  /** Ed25519 keys in use, 32 bytes in base64url. */
  keys: string[]
}

/** An app that may, or may not, post boosts. */
export type MetaboostAppTable = {
  app_id: string
  /** Null: the registry has none. */
  record: JsonOnce<AppRecord>
  etag: string | null
  /** When the registry last answered. */
  checked_at: InstantOnce
  /** A key that an owner trusts by hand. */
  own_key: string | null
  own_name: string | null
  blocked_at: InstantOnce
  created_at: InstantByDefault
}
export type MetaboostApp = Selectable<MetaboostAppTable>

/** An app that has posted to a show. */
export type MetaboostPostTable = {
  show_id: number
  app_id: string
  first_at: Instant
  last_at: Instant
  posts: number
}

export type MetaboostBlockedSenderTable = {
  sender_guid: string
  name: string | null
  blocked_at: InstantByDefault
}

/** A signature that was used, until nobody can use it again. */
export type MetaboostUseTable = { digest: Buffer; until: Instant }

/** What a listener did, and the id that it was given. */
export type MetaboostActionTable = {
  digest: Buffer
  message_guid: string
  done_at: Instant
  /** What is to be claimed, as JSON; null once it is. */
  report: string | null
}
