import { readFileSync, statSync } from 'node:fs'

/** The process that holds a file's lock, and whether it is stopped, and so will not let it go by itself. */
export type LockHolder = { pid: number; isStopped: boolean }

/** Who holds the lock of a file, as Linux tells; null where it does not. */
export function findLockHolder(file: string): LockHolder | null {
  try {
    const { ino } = statSync(file)
    const held = new RegExp(`^\\d+: \\S+ +\\S+ +WRITE (\\d+) [^ ]+:${ino} `, 'm')
    const pid = Number(held.exec(readFileSync('/proc/locks', 'utf8'))?.[1] ?? 0)
    if (pid === 0) return null
    // The name stands in parentheses and may hold anything; the state is the letter after it.
    const state = /\) (\w)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*(?=\) )/s, ''))?.[1]
    return { pid, isStopped: state === 'T' || state === 't' }
  } catch {
    return null
  }
}
