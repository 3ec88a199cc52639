import { onTestFinished, vi } from 'vitest'

/** Waits of seconds are for those who have given up hope; a test need not sit through them. */
const LONG_MS = 5_000
const TIMES = 20

/** For the rest of the test, has every wait of this process that is longer than some seconds pass in a part of its time. */
export function hurryTimers(times = TIMES): void {
  const real = globalThis.setTimeout
  const spy = vi
    .spyOn(globalThis, 'setTimeout')
    .mockImplementation(((done: () => void, ms = 0, ...given: []) =>
      real(done, ms >= LONG_MS ? ms / times : ms, ...given)) as typeof setTimeout)
  onTestFinished(() => void spy.mockRestore())
}
