import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inject, onTestFinished } from 'vitest'
import { freePort } from '#db/embedded/postmaster.ts'
import { isRoot, NOBODY } from '#tests/helper/data-dir.ts'
import { endWithRun } from '#tests/helper/end-with-run.ts'
import { findTool } from '#tests/helper/find-tool.ts'
import { takesConnections } from '#tests/helper/takes-connections.ts'
import { until } from '#tests/helper/until.ts'

export const pgbouncer = findTool('pgbouncer', 'pgbouncer')

export type Bouncer = { url: string; close(): Promise<void> }

/** A PgBouncer on loopback before a database; it ends with the test that began it, however that ends. @param settings more of its file */
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
  const child = spawn(pgbouncer ?? '', [file], { stdio: 'ignore', detached: true, ...(isRoot ? NOBODY : {}) })
  const ended = endWithRun(child)
  const close = async () => {
    child.kill('SIGKILL')
    await ended
  }
  onTestFinished(close)
  const url = `postgres://anybody@127.0.0.1:${own}/${name}`
  await until('PgBouncer answers', () => takesConnections(url))
  return { url, close }
}
