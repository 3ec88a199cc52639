import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { prepareStatements } from '#db/prepare-statements.ts'
import { takeAlong } from '#db/ride-along.ts'
import type { DB } from '#db/schema/index.ts'

export type Database = {
  db: Kysely<DB>
  /** The same, for work that sends the same statements again and again: its connections keep them planned. */
  keeping: Kysely<DB>
  /** The same, with connections of its own: for who someone is, signing in, and whether we are well, however busy all else is. */
  reserve: Kysely<DB>
  pool: pg.Pool
  /** Where to connect for a client of one's own (a listener, a backup), with the schema on its path. */
  connection: pg.ClientConfig
  url: string
  schema: string
  close(): Promise<void>
}

/** PostgreSQL's type number of bigint. */
const INT8 = 20
/** PostgreSQL's type number of date. */
const DATE = 1082

/** Connections that keep their statements: what intake does at once waits for its own locks soon enough. */
const KEEPING = 4

/** Connections that are kept for signing in and for probes. */
const RESERVE = 2

/** Whoever waits so long for a lock is told that something holds it, and comes again. */
const LOCK_MS = 20_000

/** A statement, or a transaction at rest, that takes this long has gone astray: ended, so that its locks end. */
const ASTRAY_MS = 10 * 60_000

/**
 * Opens the pool. Every connection sees only the schema of this installation (and `public`, for extensions); bigint comes as
 * a number that is exact or an error.
 * @param url of the PostgreSQL database
 * @param schema made where it is missing
 * @param onIdleError told of an idle connection that broke; the pool replaces it
 * @throws as pg does where the database is out of reach
 */
export async function openDatabase({
  url,
  schema,
  onIdleError = () => {},
}: {
  url: string
  schema: string
  onIdleError?: (error: Error) => void
}): Promise<Database> {
  const connection: pg.ClientConfig = {
    connectionString: url,
    application_name: 'readout',
    options: `-c search_path=${schema},public`,
    types: exactTypes(),
  }
  const pool = createPool(connection, 10, onIdleError)
  try {
    await createSchema(pool, schema)
  } catch (error) {
    await pool.end()
    throw error
  }
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool: takeAlong(pool) }) })
  const plans = { ...connection, options: `${connection.options} -c plan_cache_mode=force_generic_plan` }
  const keepingPool = createPool(plans, KEEPING, onIdleError)
  const keeping = new Kysely<DB>({ dialect: new PostgresDialect({ pool: prepareStatements(keepingPool) }) })
  const reservePool = createPool(connection, RESERVE, onIdleError)
  const reserve = new Kysely<DB>({ dialect: new PostgresDialect({ pool: takeAlong(reservePool) }) })
  let ended: Promise<unknown> | undefined
  const close = async () => {
    ended ??= Promise.all([pool.end(), keepingPool.end(), reservePool.end()])
    await ended
  }
  return { db, keeping, reserve, pool, connection, url, schema, close }
}

function createPool(connection: pg.ClientConfig, max: number, onIdleError: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({
    ...connection,
    max,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
    statement_timeout: ASTRAY_MS,
    lock_timeout: LOCK_MS,
    idle_in_transaction_session_timeout: ASTRAY_MS,
  })
  pool.on('error', onIdleError)
  // In use, too, a connection may break between two statements; the next one is told, and nobody else needs to be.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/** `create schema if not exists` asks for a right that the owner of a schema need not have, and two at once may collide. */
async function createSchema(pool: pg.Pool, schema: string): Promise<void> {
  const isThere = async () =>
    (await pool.query('select from pg_namespace where nspname = $1', [schema])).rowCount === 1
  if (await isThere()) return
  try {
    await pool.query(`create schema ${pg.escapeIdentifier(schema)}`)
  } catch (error) {
    if (!(await isThere())) throw error
  }
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
