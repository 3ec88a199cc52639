import pg from 'pg'
import type { Pooler, Reached } from '#db/reach.ts'

/** Whoever waits so long for a lock is told that something holds it, and comes again. */
export const LOCK_MS = 20_000

/** A statement, or a transaction at rest, that takes this long has gone astray: ended, so that its locks end. */
const ASTRAY_MS = 10 * 60_000

const TIMEOUTS = {
  statement_timeout: ASTRAY_MS,
  lock_timeout: LOCK_MS,
  idle_in_transaction_session_timeout: ASTRAY_MS,
}

/**
 * Opens a pool. Settings come with each connection; a pooler takes none with it: one that lends sessions is told once a session is
 * lent, and behind one that lends transactions they are the role's own.
 * @param options more of them, as of a command line
 * @param onIdleError told of an idle connection that broke; the pool replaces it
 */
export function openPool(
  { connection: { options: path, connectionString: _, ...connection }, Client, choose }: Reached,
  {
    max,
    options = '',
    pooler,
    schema,
    onIdleError,
  }: {
    max: number
    options?: string
    pooler: Pooler | null
    schema: string
    onIdleError: (error: Error) => void
  },
): pg.Pool {
  const pool = new pg.Pool({
    ...connection,
    Client,
    max,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
    ...(pooler === null ? { ...TIMEOUTS, options: `${path} ${options}`.trim() } : {}),
    ...(pooler === 'session' ? { onConnect: (client) => tell(client, schema) } : {}),
  })
  pool.on('error', (error) => {
    onIdleError(error)
    void choose()
  })
  // In use, too, a connection may break between two statements; the next one is told, and nobody else needs to be.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

async function tell(client: pg.ClientBase, schema: string): Promise<void> {
  const settings = Object.entries(TIMEOUTS).map(([name, ms]) => `set ${name} = ${ms}`)
  await client.query([`set search_path = ${pg.escapeIdentifier(schema)}, public`, ...settings].join('; '))
}
