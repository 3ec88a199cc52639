import { type Kysely, sql } from 'kysely'
import type { DB } from '#db/schema/index.ts'

/** Waits until all changes can be read: a transaction under way in any database of the server holds them back. */
export async function feedSettled(db: Kysely<DB>): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ waiting: boolean }>`
      select exists (select from changes where xid >= pg_snapshot_xmin(pg_current_snapshot())) as waiting`.execute(
      db,
    )
    if (!rows[0]?.waiting) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
