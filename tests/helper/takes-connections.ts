import pg from 'pg'

/** Whether what is at this URL takes connections as PostgreSQL does. */
export async function takesConnections(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    return false
  }
}
