/** Waits; not at all, or no longer, once a signal is aborted. */
export function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    signal.addEventListener('abort', done, { once: true })
  })
}

/** Begins work when all that was given before has ended, however that ended. @returns what it comes to */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>

/** Has works follow one another. */
export function createTurns(): InTurn {
  let before: Promise<unknown> = Promise.resolve()
  return (work) => {
    const result = before.then(work)
    before = result.catch(() => {})
    return result
  }
}

/**
 * Waits for work to end, but not for ever.
 * @param milliseconds at most
 * @param force ends the waiting when aborted
 * @returns whether it ended; an error of it is thrown on
 */
export async function withTimeout(
  work: Promise<unknown>,
  milliseconds: number,
  force?: AbortSignal,
): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<boolean>()
  const giveUp = () => resolve(false)
  const timer = setTimeout(giveUp, milliseconds)
  if (force?.aborted) giveUp()
  force?.addEventListener('abort', giveUp, { once: true })
  try {
    return await Promise.race([work.then(() => true), late])
  } finally {
    clearTimeout(timer)
    force?.removeEventListener('abort', giveUp)
  }
}
