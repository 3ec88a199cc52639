import { chmodSync, statSync, utimesSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { PlainError } from '#api/lib/errors.ts'
import { findLockHolder, type LockHolder } from '#db/embedded/lock-holder.ts'

/** SQLITE_BUSY of https://www.sqlite.org/rescode.html */
const BUSY = 5

/**
 * Takes a lock that ends with the process that holds it, however that ends. Node has no file locks of its own; SQLite's are the
 * system's.
 * @returns lets it go; null where another process holds it
 */
export function tryLock(file: string): (() => void) | null {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(file, { timeout: 0 })
    // Nothing is ever written, so no journal need lie beside it.
    database.exec('pragma journal_mode = memory; begin exclusive')
    keepOurs(file)
    const held = database
    return () => held.close()
  } catch (cause) {
    database?.close()
    if (cause instanceof Error && 'errcode' in cause && isBusy(cause.errcode)) return null
    throw new PlainError(
      `The file ${file} cannot be used (${cause instanceof Error ? cause.message : cause}). Let Readout write in its folder, or set DATA_DIR.`,
      { cause },
    )
  }
}

/** Whoever may read the file may hold its lock, and so keep Readout from starting. */
function keepOurs(file: string): void {
  try {
    chmodSync(file, 0o600)
  } catch {
    // It is another user's, who let us write in it.
  }
}

/** What is said of a lock whose holder is stopped. */
export function stopped(file: string, { pid }: LockHolder): PlainError {
  return new PlainError(
    `Process ${pid} holds ${file} and is stopped. Let it go on (kill -CONT ${pid}) or end it (kill -9 ${pid}), then start Readout again.`,
  )
}

/** Its extended codes tell more in the upper bits. */
function isBusy(code: unknown): boolean {
  return typeof code === 'number' && (code & 0xff) === BUSY
}

/**
 * Does work that one process at a time may do, and waits for its turn as long as who has it shows that it works.
 * @param say told in a sentence that it waits, where that takes long
 * @param stalledMs for how long whoever holds it may show nothing
 * @throws PlainError where that one is stopped or hangs
 */
export async function withLock<T>(
  file: string,
  work: () => Promise<T>,
  say: (sentence: string) => void = () => {},
  stalledMs = STALLED_MS,
): Promise<T> {
  const release = tryLock(file) ?? (await awaitLock(file, say, stalledMs))
  const pulse = setInterval(() => beat(file), stalledMs / 8).unref()
  try {
    return await work()
  } finally {
    clearInterval(pulse)
    release()
  }
}

/** Whoever holds a lock and works touches its file more often than this. */
const STALLED_MS = 4_000
const TOLD_MS = 2_000
const LONGEST_MS = 180_000

async function awaitLock(
  file: string,
  say: (sentence: string) => void,
  stalledMs: number,
): Promise<() => void> {
  const since = performance.now()
  let told = false
  let last = { beat: lastBeat(file), at: since }
  for (;;) {
    await sleep(50)
    const letGo = tryLock(file)
    if (letGo) return letGo
    const now = performance.now()
    const beat = lastBeat(file)
    if (beat !== last.beat) last = { beat, at: now }
    if (now - last.at > stalledMs || now - since > LONGEST_MS) throw hangs(file)
    if (now - since <= Math.min(TOLD_MS, stalledMs / 2) || told) continue
    told = true
    const holder = findLockHolder(file)
    if (holder?.isStopped) throw stopped(file, holder)
    const who = holder ? ` (${holder.pid})` : ''
    say(
      `Another process${who} starts or stops the database of this folder; it holds ${file}. Waiting for it.`,
    )
  }
}

function beat(file: string): void {
  const now = new Date()
  try {
    utimesSync(file, now, now)
  } catch {
    // It is another user's, who let us write in it: whoever waits does not wait long.
  }
}

function lastBeat(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

function hangs(file: string): PlainError {
  const holder = findLockHolder(file)
  const [who, end] = holder ? [`Process ${holder.pid}`, ` (kill ${holder.pid})`] : ['Another process', '']
  return new PlainError(
    `${who} holds ${file} and does nothing. See whether it hangs, end it${end}, then start Readout again.`,
  )
}
