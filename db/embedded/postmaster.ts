import { spawn } from 'node:child_process'
import { chownSync, closeSync, existsSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { PlainError } from '#api/lib/errors.ts'
import { openOwnFile, readOwnFile } from '#api/lib/read-own-file.ts'
import type { Place } from '#db/embedded/place.ts'
import { isAlive, serverEnv, servesFolder } from '#db/embedded/process.ts'

/** A running server: its process and port. */
export type Postmaster = { pid: number; port: number }

const MIB = 1024 * 1024

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '60',
  // Of the memory that we may use a part in 32: the system keeps files in the rest.
  shared_buffers: `${Math.min(128, Math.max(32, Math.floor(memory() / MIB / 32)))}MB`,
  // What is written ahead stays on disk, up to this, and what a change after a checkpoint writes whole is packed.
  max_wal_size: '192MB',
  wal_compression: 'pglz',
  max_locks_per_transaction: '256',
  // Looks for what to write once a second, not five times, and writes as much of it.
  bgwriter_delay: '1s',
  bgwriter_lru_maxpages: '500',
  // Nobody replicates from here: one process fewer.
  max_logical_replication_workers: '0',
  // Our statements take milliseconds.
  jit: 'off',
  password_encryption: 'scram-sha-256',
  timezone: 'UTC',
  log_timezone: 'UTC',
}

/** What this machine has, or the container that we are in, in bytes. */
function memory(): number {
  return Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY)
}

/** A log that grew larger begins anew, the old one beside it. */
const LOG_BYTES = 10_000_000

/**
 * The server that runs on the cluster already, of another process or left by one that was killed. A `postmaster.pid` whose
 * process is gone, or is another program by now, is removed, since PostgreSQL itself would believe it.
 */
export async function findPostmaster(place: Place): Promise<Postmaster | null> {
  const file = join(place.cluster, 'postmaster.pid')
  for (let wait = 0; wait < 500; wait++) {
    const text = readOwnFile(file)
    if (text === null) return null
    const [pid = 0, , , port = 0] = text.split('\n').map(Number)
    // A server makes it empty and fills it at once; one that stays empty is left from a crash.
    const mayBeFilled = text === '' && wait < 100
    if (!mayBeFilled && !(pid > 0 && servesFolder(pid, place.cluster))) rmSync(file, { force: true })
    else if (port > 0) return { pid, port }
    // It writes its port a moment after its id.
    else await sleep(20)
  }
  return null
}

/**
 * Starts the server as a child of its own session, so that a signal to our process group does not reach it: its life is ours
 * to end.
 * @returns when it has written its port, though it may still be recovering; null where it ended at once, e.g. since another
 * program took the port meanwhile
 */
export async function startPostmaster(
  place: Place,
  extra: Record<string, string> = {},
): Promise<Postmaster | null> {
  const settings = { ...SETTINGS, ...extra, port: String(await freePort()) }
  const log = openLog(place)
  const child = spawn(
    join(place.programs, 'bin', 'postgres'),
    ['-D', place.cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    { ...place.account, env: serverEnv(), cwd: '/', detached: true, stdio: ['ignore', log, log] },
  )
  closeSync(log)
  const ended = new Promise<null>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', () => resolve(null))
  })
  child.unref()
  return await Promise.race([ended, awaitPort(place, child.pid)])
}

/** Stops the server fast: clients are cut off, everything committed is kept. */
export async function stopPostmaster(place: Place, { pid }: Postmaster): Promise<void> {
  if (!servesFolder(pid, place.cluster)) return
  process.kill(pid, 'SIGINT')
  const until = Date.now() + 60_000
  while (isAlive(pid)) {
    if (Date.now() > until) throw new PlainError(`PostgreSQL (process ${pid}) did not stop within a minute.`)
    await sleep(20)
  }
}

/** What the server said last of what went wrong. */
export function lastWords(place: Place): string {
  const lines = existsSync(place.logFile) ? readFileSync(place.logFile, 'utf8').trim().split('\n') : []
  return lines.findLast((line) => /FATAL|PANIC|ERROR/.test(line)) ?? lines.at(-1) ?? 'it said nothing'
}

async function awaitPort(place: Place, pid: number | undefined): Promise<Postmaster | null> {
  const until = Date.now() + 30_000
  while (pid !== undefined && Date.now() < until && isAlive(pid)) {
    const found = await findPostmaster(place)
    if (found) return found
    await sleep(20)
  }
  return null
}

function openLog({ logFile, account }: Place): number {
  if (existsSync(logFile) && statSync(logFile).size > LOG_BYTES) renameSync(logFile, `${logFile}.1`)
  const log = openOwnFile(logFile, 0o600)
  if (account) chownSync(logFile, account.uid, account.gid)
  return log
}

/** A port of this machine that nobody has at the moment. */
export async function freePort(): Promise<number> {
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
