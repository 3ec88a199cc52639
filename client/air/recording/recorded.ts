import type { Recording } from '#api/contract/air/recording.ts'

/** Whether the clock stands still. A segment that this device kept from an earlier version says nothing of pauses. */
export function isPaused({ pauses = [] }: Recording): boolean {
  return pauses.at(-1)?.to === null
}

/** How many milliseconds are recorded by then, without what was paused. */
export function recordedUntil({ started_at, pauses = [] }: Recording, at: number): number {
  const start = Date.parse(started_at)
  const paused = pauses.map(({ from, to }) => {
    const [begun, over] = [Math.max(start, Date.parse(from)), Math.min(at, to === null ? at : Date.parse(to))]
    return Math.max(0, over - begun)
  })
  return Math.max(
    0,
    paused.reduce((ms, one) => ms - one, at - start),
  )
}
