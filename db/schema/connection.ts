import type { ColumnType, Generated } from 'kysely'
import type { InstantByDefault, Json } from '#db/schema/columns.ts'

type InstantOnce = ColumnType<Date | null, Date | null | undefined, Date | null>

/** - waiting: for the service to begin; connecting; connected; failing: see `problem` */
export type ConnectionState = 'waiting' | 'connecting' | 'connected' | 'failing'

export type ConnectionTable = {
  source_id: number
  /** What is not secret. */
  settings: Json<Record<string, unknown>>
  /** JSON of the secret settings, sealed. */
  secrets: string
  /** Grows with every change of the settings: who runs with older ones may write no more. */
  version: Generated<number>
  paused: Generated<boolean>
  cursor: ColumnType<unknown, string | undefined, string>
  state: Generated<ConnectionState>
  /** What is wrong, and what to do, as sentences. */
  problem: string | null
  next_step: string | null
  state_since: InstantByDefault
  contact_at: InstantOnce
  /** When the latest of its payments was settled. */
  payment_at: InstantOnce
  /** From settling to recording, of the last payment that came by itself. */
  lag_ms: number | null
  /** How far the wallet's history is read, of how much. */
  listed: number | null
  to_list: number | null
  /** What the wallet reported and could not be read. */
  unread: Generated<number>
  unread_problem: string | null
}
