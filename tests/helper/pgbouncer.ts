import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import { isRoot, NOBODY } from '#tests/helper/data-dir.ts'
import { findTool } from '#tests/helper/find-tool.ts'
import { until } from '#tests/helper/until.ts'

export const pgbouncer = findTool('pgbouncer', 'pgbouncer')

export type Bouncer = { url: string; close(): Promise<void> }

/** A PgBouncer on loopback before a database. @param settings more of its file */
export async function startBouncer(
  databaseUrl: string,
  mode: 'session' | 'transaction',
  settings = '',
): Promise<Bouncer> {
  const { hostname, port, pathname, username, password } = new URL(databaseUrl)
  const name = pathname.slice(1)
  const folder = mkdtempSync(join(inject('runFolder'), 'pgbouncer-'))
  chmodSync(folder, 0o755)
  const own = await freePort()
  const file = join(folder, 'pgbouncer.ini')
  writeFileSync(
    file,
    `[databases]
${name} = host=${hostname} port=${port} dbname=${name} user=${username} password=${decodeURIComponent(password)}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${own}
unix_socket_dir =
auth_type = any
pool_mode = ${mode}
default_pool_size = ${mode === 'session' ? 40 : 4}
max_client_conn = 200
${settings}
`,
  )
  // It does not run as root.
  const child = spawn(pgbouncer ?? '', [file], { stdio: 'ignore', ...(isRoot ? NOBODY : {}) })
  const ended = once(child, 'exit')
  const url = `postgres://anybody@127.0.0.1:${own}/${name}`
  await until('PgBouncer answers', async () => {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      await client.end()
      return true
    } catch {
      return false
    }
  })
  return {
    url,
    close: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('No port')),
      )
    })
  })
}
