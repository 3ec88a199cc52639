import type { InstantByDefault, InstantOnce, Json } from '#db/schema/columns.ts'

/** A source that anything can send to, at an address of its own. */
export type WebhookTable = {
  source_id: number
  token_hash: Buffer
  /** Which field means what: see `api/contract/webhook.ts`. */
  mapping: Json<Record<string, unknown>>
  created_at: InstantByDefault
  came_at: InstantOnce
  problem: string | null
  /** What could not be read, as it came. */
  unread: Buffer | null
}
