import { sleep } from '#api/lib/async.ts'

/** Wakes one who waits; rung while nobody does, it wakes whoever waits next. */
export type Bell = {
  ring(): void
  /** Waits for the bell, for a while, or until the signal. */
  wait(patienceMs: number, signal: AbortSignal): Promise<void>
}

export function createBell(): Bell {
  let rung = new AbortController()
  return {
    ring: () => rung.abort(),
    wait: async (patienceMs, signal) => {
      await sleep(patienceMs, AbortSignal.any([rung.signal, signal]))
      if (rung.signal.aborted) rung = new AbortController()
    },
  }
}
