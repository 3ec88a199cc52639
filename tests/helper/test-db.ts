import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { type Database, openDatabase } from '#db/database.ts'

/** The migrated database that the others are cloned from. */
export const TEMPLATE = 'readout_template'

export type TestDatabase = Database & { url: string; drop(): Promise<void> }

/** The server of this worker. */
export function serverUrl(): string {
  const servers = inject('serverUrls')
  const url = servers[(Number(process.env.VITEST_POOL_ID) - 1) % servers.length]
  if (!url) throw new Error('There is no server for this worker')
  return url
}

/** A database of one's own, empty but migrated: a clone of the template. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = serverUrl()
  const name = `readout_${randomBytes(6).toString('hex')}`
  const url = await createDatabase(server, name, TEMPLATE)
  const database = await openDatabase({ url, schema: 'readout' })
  return {
    ...database,
    url,
    drop: async () => {
      await database.close()
      await dropDatabase(server, name)
    },
  }
}

/** Makes a database on the server, and waits where others clone the same template at the moment. */
export async function createDatabase(server: string, name: string, template = 'template0'): Promise<string> {
  for (let attempt = 0; ; attempt++) {
    try {
      await onServer(server, `create database ${name} template ${template} strategy file_copy`)
      const url = new URL(server)
      url.pathname = `/${name}`
      return url.href
    } catch (error) {
      const busy = error instanceof Error && 'code' in error && error.code === '55006'
      if (!busy || attempt === 100) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

/** Drops the database, if it is there, under whoever uses it. */
export async function dropDatabase(server: string, name: string): Promise<void> {
  await onServer(server, `drop database if exists ${name} with (force)`)
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = await connect(url)
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** A server that has just started listens, and takes connections, a moment later. */
async function connect(url: string): Promise<pg.Client> {
  for (let attempt = 0; ; attempt++) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      return client
    } catch (error) {
      const starting =
        error instanceof Error && 'code' in error && ['ECONNREFUSED', '57P03'].includes(String(error.code))
      if (!starting || attempt === 200) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}
