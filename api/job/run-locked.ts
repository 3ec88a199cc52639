import pg from 'pg'
import type { Context } from '#api/context.ts'
import type { Database } from '#db/database.ts'
import { markSession } from '#db/own-session.ts'

/** A connection that holds the locks of all rounds of this process: one for each would leave none for their work. */
type Session = { client: Promise<pg.Client>; held: Set<string>; users: number; asked: Promise<unknown> }

const sessions = new WeakMap<Database['pool'], Session>()

/**
 * Does work that one process at a time may do for this installation, under a lock of the database that ends with the connection.
 * @returns whether it was done; false where another is doing it
 */
export async function runLocked(
  { database }: Pick<Context, 'database'>,
  name: string,
  work: () => Promise<void>,
): Promise<boolean> {
  const session = joinSession(database)
  try {
    // A session is given a lock that it has a second time.
    if (session.held.has(name)) return false
    session.held.add(name)
    try {
      return await underLock(session, [database.schema, name], work)
    } finally {
      session.held.delete(name)
    }
  } finally {
    await leaveSession(database, session)
  }
}

async function underLock(session: Session, key: string[], work: () => Promise<void>): Promise<boolean> {
  const got = await ask(session, 'select pg_try_advisory_lock(hashtext($1), hashtext($2)) as got', key)
  if (!got) return false
  try {
    await work()
  } finally {
    // Where the connection broke, the lock ended with it.
    await ask(session, 'select pg_advisory_unlock(hashtext($1), hashtext($2)) as got', key).catch(() => {})
  }
  return true
}

/** One after another, as a connection answers. */
function ask(session: Session, text: string, key: string[]): Promise<boolean> {
  const answer = session.asked
    .catch(() => {})
    .then(async () => (await session.client).query<{ got: boolean }>(text, key))
    .then(({ rows }) => rows[0]?.got === true)
  session.asked = answer
  return answer
}

function joinSession(database: Database): Session {
  const session = sessions.get(database.pool) ?? openSession(database)
  session.users++
  return session
}

function openSession({ pool, connection, schema }: Database): Session {
  const client = new pg.Client({ ...connection, keepAlive: true, connectionTimeoutMillis: 10_000 })
  const session: Session = {
    client: client
      .connect()
      .then(() => markSession(client, { schema }))
      .then(() => client),
    held: new Set(),
    users: 0,
    asked: Promise.resolve(),
  }
  client.on('error', () => forget(pool, session))
  sessions.set(pool, session)
  return session
}

async function leaveSession({ pool }: Database, session: Session): Promise<void> {
  if (--session.users > 0) return
  forget(pool, session)
  await session.client.then((client) => client.end()).catch(() => {})
}

function forget(pool: Database['pool'], session: Session): void {
  if (sessions.get(pool) === session) sessions.delete(pool)
}
