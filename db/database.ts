import { Kysely, PostgresDialect, type PostgresPool } from 'kysely'
import pg from 'pg'
import { PlainError } from '#api/lib/errors.ts'
import { isDistributed } from '#db/distributed/is-distributed.ts'
import { DistributedDialect } from '#db/distributed/lies-elsewhere.ts'
import { noteChanges } from '#db/distributed/note-changes.ts'
import { lendPlainly } from '#db/lend-connections.ts'
import { LOCK_MS, openPool } from '#db/open-pool.ts'
import { prepareStatements } from '#db/prepare-statements.ts'
import { type Pooler, type Reached, reach, type Site } from '#db/reach.ts'
import { openReplica, type Replica } from '#db/replica.ts'
import { takeAlong } from '#db/ride-along.ts'
import type { DB } from '#db/schema/index.ts'

export type Database = {
  db: Kysely<DB>
  /** The same, for work that sends the same statements again and again: its connections keep them planned. */
  keeping: Kysely<DB>
  /** The same, with connections of its own: for who someone is, signing in, and whether we are well, however busy all else is. */
  reserve: Kysely<DB>
  /** The same, for what strangers read: from a replica where there is one that has all that is known to be written. */
  reading: Kysely<DB>
  replica: Replica | null
  pool: pg.Pool
  /** Where to connect for a client of one's own (a listener, a backup), with the schema on its path. */
  connection: pg.ClientConfig
  /** Where it is, for another one to be opened there. */
  site: Site
  /** The database itself, past a pooler. */
  url: string
  schema: string
  /** Whether its tables lie on a node behind the coordinator that we are connected to. */
  distributed: boolean
  close(): Promise<void>
}

/** Connections that keep their statements: what intake does at once waits for its own locks soon enough. */
const KEEPING = 4

/** Connections that are kept for signing in and for probes. */
const RESERVE = 2

/**
 * Opens the pool. Every connection sees only the schema of this installation (and `public`, for extensions); bigint comes as
 * a number that is exact or an error.
 * @param schema made where it is missing
 * @param onIdleError told of an idle connection that broke; the pool replaces it
 * @throws PlainError where the URL cannot be used, or connections do not see the schema that they ask for
 * @throws as pg does where the database is out of reach
 */
export async function openDatabase({
  schema,
  onIdleError = () => {},
  ...site
}: Site & { schema: string; onIdleError?: (error: Error) => void }): Promise<Database> {
  const { url, directUrl, caFile = null } = site
  const pooler = site.pooler ?? null
  const direct = reach(directUrl ?? url, caFile, schema)
  const reached = pooler === null ? direct : reach(url, caFile, schema)
  await Promise.all([direct.choose(), reached.choose()])
  const createPool = (max: number, options?: string) =>
    openPool(reached, { max, pooler, schema, onIdleError, ...(options ? { options } : {}) })
  const pool = createPool(10)
  try {
    if (pooler === null) await prepareSchema(pool, schema)
    else await withClient(direct, (client) => prepareSchema(client, schema))
    await checkPath(pool, schema, pooler)
  } catch (error) {
    await pool.end()
    throw error
  }
  const onRefused = () => void reached.choose()
  const distributed = await isDistributed(pool)
  const keepingPool = createPool(KEEPING, distributed ? '' : '-c plan_cache_mode=force_generic_plan')
  const reservePool = createPool(RESERVE)
  // What one connection was told to keep, the next transaction behind a pooler would look for on another; and where tables are
  // distributed, it depends on the values where a statement goes.
  const lend = pooler === 'transaction' || distributed ? lendPlainly : prepareStatements
  const open = (lent: PostgresPool) =>
    new Kysely<DB>({
      dialect: distributed
        ? new DistributedDialect({ pool: noteChanges(lent) })
        : new PostgresDialect({ pool: lent }),
    })
  const replica = site.replicaUrl
    ? openReplicaOf(site.replicaUrl, { caFile, schema, onIdleError }, pool)
    : null
  const db = open(takeAlong(pool, onRefused, distributed))
  let ended: Promise<unknown> | undefined
  return {
    db,
    keeping: open(lend(keepingPool, onRefused)),
    reserve: open(takeAlong(reservePool, onRefused, distributed)),
    reading: replica === null ? db : open(replica.orElse(lendPlainly(pool, onRefused))),
    replica,
    pool,
    connection: direct.connection,
    site: { ...site, pooler },
    url: directUrl ?? url,
    schema,
    distributed,
    close: async () => {
      ended ??= (replica?.close() ?? Promise.resolve()).then(() =>
        Promise.all([pool.end(), keepingPool.end(), reservePool.end()]),
      )
      await ended
    },
  }
}

function openReplicaOf(
  url: string,
  {
    caFile,
    schema,
    onIdleError,
  }: { caFile: string | null; schema: string; onIdleError: (error: Error) => void },
  primary: pg.Pool,
): Replica {
  const reached = reach(url, caFile, schema)
  return openReplica(reached, openPool(reached, { max: 10, pooler: null, schema, onIdleError }), primary)
}

async function withClient(
  { connection }: Reached,
  work: (client: pg.Client) => Promise<void>,
): Promise<void> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}

type Asked = { query(text: string, values?: unknown[]): Promise<pg.QueryResult> }

/** `create schema if not exists` asks for a right that the owner of a schema need not have, and two at once may collide. */
async function prepareSchema(asked: Asked, schema: string): Promise<void> {
  const isThere = async () =>
    (await asked.query('select from pg_namespace where nspname = $1', [schema])).rowCount === 1
  if (await isThere()) return
  try {
    await asked.query(`create schema ${pg.escapeIdentifier(schema)}`)
  } catch (error) {
    if (!(await isThere())) throw error
  }
}

/** Else tables of ours would come into another schema, or nothing would end a wait, without a word. @throws PlainError */
async function checkPath(asked: Asked, schema: string, pooler: Pooler | null): Promise<void> {
  const { rows } = await asked.query(
    `select current_schema() as path, current_user as role, current_database() as name,
       (select setting from pg_settings where name = 'lock_timeout') = $1 as is_told`,
    [String(LOCK_MS)],
  )
  const { path, role, name, is_told } = rows[0] ?? {}
  if (path === schema && (is_told || pooler !== null)) return
  const seen =
    path === schema
      ? 'Connections to DATABASE_URL lose the settings that they ask for'
      : `Connections to DATABASE_URL see the schema ${path ?? 'of nobody'} and not ${schema}`
  if (pooler !== 'transaction')
    throw new PlainError(
      `${seen}: something before the database drops what is asked for. Where that is a pooler, say so by DATABASE_POOLER, ` +
        'and give the address of the database itself as DATABASE_DIRECT_URL.',
    )
  const [who, where, which] = [role, name, schema].map((each) => pg.escapeIdentifier(String(each)))
  throw new PlainError(
    `${seen}: a pooler that lends transactions takes the path from the role. Say it there, once, and reconnect the pooler: ` +
      `alter role ${who} in database ${where} set search_path = ${which}, public;`,
  )
}
