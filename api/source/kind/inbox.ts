/** What came since it was last asked for, and the error that ended it. */
export type Batch<Item> = { items: Item[]; error: Error | null }

/** What a live channel brings, for one reader that takes it in batches. */
export type Inbox<Item> = {
  put(item: Item): void
  /** Nothing more comes: the first error counts, and is given after all that came before it. */
  fail(error: Error): void
  /** Waits for something to come, for a while. @returns nothing where nothing came */
  next(patienceMs: number): Promise<Batch<Item>>
  readonly size: number
}

/**
 * Gathers what a live channel brings, so that whatever waits is recorded together.
 * @param atMost in one batch
 * @param signal ends waiting
 */
export function createInbox<Item>(atMost: number, signal: AbortSignal): Inbox<Item> {
  const waiting: Item[] = []
  let failure: Error | null = null
  let came = () => {}
  signal.addEventListener('abort', () => came(), { once: true })
  return {
    put: (item) => {
      waiting.push(item)
      came()
    },
    fail: (error) => {
      failure ??= error
      came()
    },
    next: async (patienceMs) => {
      if (waiting.length === 0 && failure === null && !signal.aborted)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, patienceMs)
          came = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      const items = waiting.splice(0, atMost)
      return { items, error: waiting.length === 0 ? failure : null }
    },
    get size() {
      return waiting.length
    },
  }
}
