import { chmodSync } from 'node:fs'
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

function stopped(file: string, { pid }: LockHolder): PlainError {
  return new PlainError(
    `Process ${pid} holds ${file} and is stopped. Let it go on (kill -CONT ${pid}) or end it (kill -9 ${pid}), then start Readout again.`,
  )
}

/** Its extended codes tell more in the upper bits. */
function isBusy(code: unknown): boolean {
  return typeof code === 'number' && (code & 0xff) === BUSY
}

/**
 * Does work that one process at a time may do, and waits for its turn.
 * @param say told in a sentence that it waits, where that takes long
 */
export async function withLock<T>(
  file: string,
  work: () => Promise<T>,
  say: (sentence: string) => void = () => {},
): Promise<T> {
  const since = Date.now()
  let told = false
  let release = tryLock(file)
  while (!release) {
    const waited = Date.now() - since
    if (waited > 180_000)
      throw new PlainError(`Another process has held ${file} for three minutes. See whether it hangs.`)
    if (waited > 2_000 && !told) {
      told = true
      const holder = findLockHolder(file)
      if (holder?.isStopped) throw stopped(file, holder)
      const who = holder ? ` (${holder.pid})` : ''
      say(
        `Another process${who} starts or stops the database of this folder; it holds ${file}. Waiting for it.`,
      )
    }
    await sleep(50)
    release = tryLock(file)
  }
  try {
    return await work()
  } finally {
    release()
  }
}
