export type Pacer = {
  /** Asks for the work: at once where it was not done lately, else as soon as it may be. @param afterMs or not before */
  want(afterMs?: number): void
  stop(): void
}

/** Does a work when asked, never twice at once and at most once in `leastMs`; who asks meanwhile shares the next time. */
export function createPacer(leastMs: number, work: () => Promise<void>): Pacer {
  let timer: NodeJS.Timeout | undefined
  let due = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  let isBusy = false
  let isStopped = false
  const plan = () => {
    clearTimeout(timer)
    if (isStopped || isBusy || due === Number.POSITIVE_INFINITY) return
    timer = setTimeout(run, Math.max(0, due - performance.now(), last + leastMs - performance.now()))
  }
  const run = async () => {
    due = Number.POSITIVE_INFINITY
    last = performance.now()
    isBusy = true
    try {
      await work()
    } finally {
      isBusy = false
      plan()
    }
  }
  return {
    want: (afterMs = 0) => {
      due = Math.min(due, performance.now() + afterMs)
      plan()
    },
    stop: () => {
      isStopped = true
      clearTimeout(timer)
    },
  }
}
