import { AppError } from '#api/errors.ts'

/** Does work when it is its turn. @throws AppError not-ready where none came in time */
export type ExportSlots = (<T>(work: () => Promise<T>) => Promise<T>) & {
  /** Whether somebody waits. */
  isWanted(): boolean
  /** A reader that takes nothing for so long gives its turn back where somebody waits. */
  stallMs: number
}

/** Readers of the whole books at the same time: each has a connection and memory of the database to itself. */
const AT_ONCE = 4
const PATIENCE_MS = 20_000
const STALL_MS = 10_000

/** Lets so much work run at the same time; what comes on top waits for its turn, in order, for a while. */
export function createExportSlots({
  atOnce = AT_ONCE,
  patienceMs = PATIENCE_MS,
  stallMs = STALL_MS,
} = {}): ExportSlots {
  let running = 0
  const waiting = new Set<() => void>()

  const turn = () =>
    new Promise<void>((resolve, reject) => {
      const begin = () => {
        clearTimeout(timer)
        waiting.delete(begin)
        resolve()
      }
      const timer = setTimeout(() => {
        waiting.delete(begin)
        reject(tooMany())
      }, patienceMs)
      waiting.add(begin)
    })

  const inTurn = async <T>(work: () => Promise<T>) => {
    if (running < atOnce) running++
    else await turn()
    try {
      return await work()
    } finally {
      const [next] = waiting
      if (next) next()
      else running--
    }
  }
  return Object.assign(inTurn, { isWanted: () => waiting.size > 0, stallMs })
}

function tooMany(): AppError {
  return new AppError(
    'not-ready',
    'Many exports and statements are being made at the moment. Try again in a minute.',
    { headers: { 'Retry-After': '60' } },
  )
}
