import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { PlainError } from '#api/lib/errors.ts'

/** SQLITE_BUSY of https://www.sqlite.org/rescode.html */
const BUSY = 5

/**
 * Takes a lock that ends with the process that holds it, however that ends. Node has no file locks of its own; SQLite's are the
 * system's.
 * @returns lets it go; null where another process holds it
 */
export function tryLock(file: string): (() => void) | null {
  const database = new DatabaseSync(file, { timeout: 0 })
  try {
    // Nothing is ever written, so no journal need lie beside it.
    database.exec('pragma journal_mode = memory; begin exclusive')
    return () => database.close()
  } catch (error) {
    database.close()
    if (error instanceof Error && 'errcode' in error && isBusy(error.errcode)) return null
    throw error
  }
}

/** Its extended codes tell more in the upper bits. */
function isBusy(code: unknown): boolean {
  return typeof code === 'number' && (code & 0xff) === BUSY
}

/** Does work that one process at a time may do, and waits for its turn. */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const until = Date.now() + 180_000
  let release = tryLock(file)
  while (!release) {
    if (Date.now() > until)
      throw new PlainError(`Another process has held ${file} for three minutes. See whether it hangs.`)
    await sleep(50)
    release = tryLock(file)
  }
  try {
    return await work()
  } finally {
    release()
  }
}
