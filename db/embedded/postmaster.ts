import { spawn, spawnSync } from 'node:child_process'
import { chownSync, closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive } from '#db/embedded/cluster.ts'
import type { Place } from '#db/embedded/place.ts'

/** A running server: its process and port. */
export type Postmaster = { pid: number; port: number }

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '60',
  shared_buffers: '128MB',
  max_wal_size: '1GB',
  max_locks_per_transaction: '256',
  password_encryption: 'scram-sha-256',
  timezone: 'UTC',
  log_timezone: 'UTC',
}

/**
 * The server that runs on the cluster already, of another process or left by one that was killed. A `postmaster.pid` whose
 * process is gone, or is another program by now, is removed.
 */
export function findPostmaster(place: Place): Postmaster | null {
  const file = join(place.cluster, 'postmaster.pid')
  if (!existsSync(file)) return null
  const [pid, , , port] = readFileSync(file, 'utf8').split('\n').map(Number)
  if (pid && isAlive(pid) && isPostgres(pid)) return port ? { pid, port } : null
  rmSync(file, { force: true })
  return null
}

/**
 * Starts the server as a child of its own session, so that a signal to our process group does not reach it: its life is ours
 * to end.
 * @returns when it has written its port; it may still be recovering
 */
export async function startPostmaster(place: Place, extra: Record<string, string> = {}): Promise<Postmaster> {
  const port = await freePort()
  const settings = Object.entries({ ...SETTINGS, ...extra, port: String(port) }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  const log = openSync(place.logFile, 'a', 0o600)
  if (place.account) chownSync(place.logFile, place.account.uid, place.account.gid)
  const child = spawn(join(place.programs, 'bin', 'postgres'), ['-D', place.cluster, ...settings], {
    ...place.account,
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  const failed = new Promise<never>((_, reject) => {
    child.once('error', reject)
    child.once('exit', () => reject(new Error(`PostgreSQL stopped at its start: ${lastWords(place)}`)))
  })
  child.unref()
  const started = waitFor(() => findPostmaster(place), 30_000, 'PostgreSQL did not start within 30 seconds.')
  failed.catch(() => {})
  return await Promise.race([started, failed])
}

/** Stops the server fast: clients are cut off, everything committed is kept. */
export async function stopPostmaster({ pid }: Postmaster): Promise<void> {
  if (!isAlive(pid)) return
  process.kill(pid, 'SIGINT')
  await waitFor(() => !isAlive(pid) || null, 60_000, 'PostgreSQL did not stop within a minute.')
}

async function waitFor<T>(look: () => T | null, milliseconds: number, late: string): Promise<T> {
  const until = Date.now() + milliseconds
  for (;;) {
    const found = look()
    if (found !== null) return found
    if (Date.now() > until) throw new Error(late)
    await sleep(20)
  }
}

/** A process id may belong to another program by now. */
function isPostgres(pid: number): boolean {
  const proc = `/proc/${pid}/cmdline`
  if (existsSync(proc)) return readFileSync(proc, 'utf8').includes('postgres')
  if (process.platform === 'linux') return false
  return (spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '').includes(
    'postgres',
  )
}

function lastWords(place: Place): string {
  const lines = existsSync(place.logFile) ? readFileSync(place.logFile, 'utf8').trim().split('\n') : []
  return lines.findLast((line) => /FATAL|PANIC|ERROR/.test(line)) ?? lines.at(-1) ?? 'it said nothing'
}

async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('No free port')),
      )
    })
  })
}
