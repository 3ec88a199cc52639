import type { Context } from '#api/context.ts'

/**
 * Does work that one process at a time may do for this installation, under a lock of the database that ends with the connection.
 * @returns whether it was done; false where another process is doing it
 */
export async function runLocked(
  { database: { pool, schema } }: Pick<Context, 'database'>,
  name: string,
  work: () => Promise<void>,
): Promise<boolean> {
  const client = await pool.connect()
  let broken: Error | undefined
  const lost = (error: Error) => {
    broken = error
  }
  client.on('error', lost)
  try {
    const { rows } = await client.query<{ got: boolean }>(
      'select pg_try_advisory_lock(hashtext($1), hashtext($2)) as got',
      [schema, name],
    )
    if (!rows[0]?.got) return false
    try {
      await work()
    } finally {
      await client.query('select pg_advisory_unlock(hashtext($1), hashtext($2))', [schema, name]).catch(lost)
    }
    return true
  } finally {
    client.off('error', lost)
    client.release(broken)
  }
}
