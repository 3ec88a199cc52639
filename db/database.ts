import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { DB } from '#db/schema/index.ts'

export type Database = {
  db: Kysely<DB>
  pool: pg.Pool
  /** Where to connect for a listener of one's own, with the schema on its path. */
  connection: pg.ClientConfig
  close(): Promise<void>
}

/** PostgreSQL's type number of bigint. */
const INT8 = 20
/** PostgreSQL's type number of date. */
const DATE = 1082

/**
 * Opens the pool. Every connection sees only the schema of this installation (and `public`, for extensions); bigint comes as
 * a number that is exact or an error.
 * @param url of the PostgreSQL database
 * @param schema made where it is missing
 */
export async function openDatabase({ url, schema }: { url: string; schema: string }): Promise<Database> {
  const connection: pg.ClientConfig = {
    connectionString: url,
    application_name: 'readout',
    options: `-c search_path=${schema},public`,
    types: exactTypes(),
  }
  const pool = new pg.Pool({
    ...connection,
    max: 10,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
  })
  // An idle connection that breaks is replaced by the pool.
  pool.on('error', () => {})
  await pool.query(`create schema if not exists ${pg.escapeIdentifier(schema)}`)
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
  return { db, pool, connection, close: () => db.destroy() }
}

/** A bigint as a number; one that a number does not hold exactly is an error, never rounded. */
export function parseBigint(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} does not fit an exact number`)
  return value
}

function exactTypes(): pg.CustomTypesConfig {
  const types = new pg.TypeOverrides()
  types.setTypeParser(INT8, parseBigint)
  types.setTypeParser(DATE, (text) => text)
  return types
}
