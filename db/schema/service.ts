import type { InstantByDefault } from '#db/schema/columns.ts'

/** A process that shares this database. */
export type ServiceTable = {
  id: string
  host: string
  pid: number
  /** Tells whether two have the same SECRET_KEY, and nothing of it. */
  key_check: string
  started_at: InstantByDefault
  /** By the clock of the database. */
  seen_at: InstantByDefault
}
