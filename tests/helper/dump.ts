import { sql } from 'kysely'
import type { Database } from '#db/database.ts'

/**
 * Every row of every table as JSON, sorted, without what a restore does not keep: transaction numbers and the
 * feed's epoch; and without what a running service notes of its jobs all the time.
 */
export async function dumpDatabase({ db, schema }: Database): Promise<Record<string, string[]>> {
  const { rows: tables } = await sql<{ name: string }>`
    select tablename as name from pg_tables
     where schemaname = ${schema} and tablename not in ('migration_lock', 'job_states') order by 1`.execute(
    db,
  )
  const dump: Record<string, string[]> = {}
  for (const { name } of tables) {
    const { rows } = await sql<{ row: string }>`
      select (to_jsonb(t) - array['xid', 'read_to', 'change_epoch', 'timestamp'])::text as row
        from ${sql.table(name)} t order by 1`.execute(db)
    dump[name] = rows.map(({ row }) => row)
  }
  return dump
}
