import pg from 'pg'
import { PlainError } from '#api/lib/errors.ts'
import type { Database } from '#db/database.ts'

const id = pg.escapeIdentifier

/** How long ago a service was last seen that may still run, in seconds. */
const SEEN_S = 60

/**
 * Has a Citus cluster keep the installation's tables on one of its nodes, in one transaction. They have no triggers there, so that none is
 * left: services that open the database after this write the feed of changes by their statements.
 * @param database migrated
 * @throws PlainError where there is no Citus, a service runs, or it is so already
 */
export async function distribute({
  connection,
  schema,
  distributed,
}: Pick<Database, 'connection' | 'schema' | 'distributed'>): Promise<void> {
  if (distributed) throw new PlainError('The tables are distributed already.')
  const client = new pg.Client(connection)
  client.on('error', () => {})
  await client.connect()
  try {
    const citus = await client.query(`select from pg_extension where extname = 'citus'`)
    if (citus.rowCount === 0)
      throw new PlainError('This database has no Citus: there is nothing to distribute to.')
    await client.query('begin')
    const running = await client.query(
      'select from services where seen_at > now() - make_interval(secs => $1) limit 1',
      [SEEN_S],
    )
    if (running.rowCount !== 0)
      throw new PlainError(
        'A service runs on these tables, or did a minute ago. Stop it, and try again then.',
      )
    await dropTriggers(client)
    await client.query('select citus_schema_distribute($1::regnamespace)', [id(schema)])
    await client.query('commit')
  } finally {
    await client.end()
  }
}

async function dropTriggers(client: pg.Client): Promise<void> {
  const triggers = await client.query<{ name: string; table: string }>(
    `select t.tgname as name, c.relname as table from pg_trigger t join pg_class c on c.oid = t.tgrelid
     where c.relnamespace = current_schema()::regnamespace and not t.tgisinternal`,
  )
  for (const { name, table } of triggers.rows) await client.query(`drop trigger ${id(name)} on ${id(table)}`)
  const functions = await client.query<{ said: string }>(
    'select oid::regprocedure::text as said from pg_proc where pronamespace = current_schema()::regnamespace',
  )
  for (const { said } of functions.rows) await client.query(`drop function ${said}`)
}
