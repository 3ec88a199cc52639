import { randomUUID } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type pg from 'pg'
import type { Database } from '#db/database.ts'
import type { DB } from '#db/schema/index.ts'

/** This process, among those that share a database. */
export const PROCESS = randomUUID()

/** Two halves of an advisory lock as `pg_locks` shows them. */
const half = (text: unknown) => sql`(hashtext(${text})::bigint & 4294967295)`

/**
 * Marks a session that holds locks as one of this process, so that others can end it should we freeze: who stands still keeps its
 * connections, and with them its locks, for ever.
 */
export async function markSession(client: pg.Client, { schema }: Pick<Database, 'schema'>): Promise<void> {
  await client.query('select pg_advisory_lock_shared(hashtext($1), hashtext($2))', [spaceOf(schema), PROCESS])
}

/** Ends the marked sessions of another process. @returns how many there were */
export async function endSessionsOf(db: Kysely<DB>, schema: string, processId: string): Promise<number> {
  const { rows } = await sql<{ ended: boolean }>`
    select pg_terminate_backend(pid) as ended from pg_locks
    where locktype = 'advisory' and objsubid = 2 and granted
      and database = (select oid from pg_database where datname = current_database())
      and classid::bigint = ${half(spaceOf(schema))} and objid::bigint = ${half(processId)}`.execute(db)
  return rows.length
}

function spaceOf(schema: string): string {
  return `${schema} service`
}
