import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createPacer } from '#api/live/pacer.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A pacer, and the times of its work by the clock of the test. */
function paced(leastMs: number, work: () => Promise<void> = async () => {}) {
  const times: number[] = []
  const begun = performance.now()
  const pacer = createPacer(leastMs, async () => {
    times.push(performance.now() - begun)
    await work()
  })
  return { pacer, times }
}

it('does a single work at once', async () => {
  const { pacer, times } = paced(100)
  pacer.want()
  await vi.advanceTimersByTimeAsync(0)
  expect(times).toEqual([0])
})

it('does at most one in its time, with all that was asked for meanwhile, and the last of it', async () => {
  const { pacer, times } = paced(100)
  for (let n = 0; n < 50; n++) {
    pacer.want()
    await vi.advanceTimersByTimeAsync(5)
  }
  await vi.advanceTimersByTimeAsync(1_000)
  expect(times).toEqual([0, 100, 200, 300])
})

it('is never at two at once, and none is before its time', async () => {
  const { pacer, times } = paced(100, () => new Promise((resolve) => setTimeout(resolve, 250)))
  pacer.want(50)
  await vi.advanceTimersByTimeAsync(60)
  pacer.want()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(times.length).toBe(2)
  expect(times[1]).toBeGreaterThanOrEqual(300)
  pacer.stop()
  pacer.want()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(times.length).toBe(2)
})
