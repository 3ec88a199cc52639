import pg from 'pg'
import type { Database } from '#db/database.ts'

/** Does work on a connection of its own on which COPY writes and reads the same text in every cluster, and nothing times out. */
export async function withCopyClient<T>(
  database: Pick<Database, 'connection'>,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client(database.connection)
  // A connection that breaks fails the query under way.
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query(
      `set client_encoding = 'UTF8'; set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres'; set timezone = 'UTC';
       set bytea_output = 'hex'; set extra_float_digits = 1; set statement_timeout = 0;
       set idle_in_transaction_session_timeout = 0`,
    )
    return await work(client)
  } finally {
    await client.end()
  }
}
