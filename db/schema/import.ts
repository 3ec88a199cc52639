import type { Generated, Selectable } from 'kysely'
import type { ImportCheck, ImportCounts, ImportKind, ImportState } from '#api/contract/import.ts'
import type { InstantByDefault, InstantOnce, JsonOnce } from '#db/schema/columns.ts'

/** A file of past payments that was uploaded. */
export type ImportTable = {
  id: string
  name: string
  kind: ImportKind
  bytes: number
  source: string | null
  wallet: string | null
  state: Generated<ImportState>
  /** Grows whenever something is begun or stopped. */
  version: Generated<number>
  problem: string | null
  /** 0 to 1. */
  progress: Generated<number>
  checked: JsonOnce<ImportCheck>
  counts: JsonOnce<ImportCounts>
  /** The rows that are recorded, as PostgreSQL writes ranges: `{[1,501)}`. */
  done: Generated<string>
  uploaded_at: InstantByDefault
  touched_at: InstantByDefault
  ended_at: InstantOnce
}
export type ImportRow = Selectable<ImportTable>

/** A row of such a file that cannot be recorded. */
export type ImportRefusalTable = {
  id: Generated<number>
  import_id: string
  row: number
  reason: string
  raw: string
}
