/** How long a gap in the settle indexes may be late before it counts as one that is never filled. */
const GRACE_MS = 30_000

export type SettleFloor = {
  /** Notes that what was settled under these indexes is being recorded. */
  note(indexes: readonly number[], at: number): void
  /**
   * Up to where everything is recorded once what was noted is. LND's indexes have gaps that are never filled, and live ones
   * may come before the replayed: nothing waits for a gap, but the cursor stays before it for a while.
   */
  at(now: number): number
}

/** @param start the settle index that is known to be recorded with all before it */
export function createSettleFloor(start: number, graceMs = GRACE_MS): SettleFloor {
  let floor = start
  let highest = start
  /** When one last came that is lower than another before it: as long as that goes on, no gap is one for good. */
  let filledAt = 0
  /** Indexes beyond the floor, each with when it came, in that order. */
  const ahead = new Map<number, number>()
  const climb = () => {
    while (ahead.delete(floor + 1)) floor += 1
  }
  return {
    note: (indexes, at) => {
      for (const index of indexes) {
        if (index < highest) filledAt = at
        else highest = index
        if (index > floor && !ahead.has(index)) ahead.set(index, at)
      }
      climb()
    },
    at: (now) => {
      if (now - filledAt < graceMs) return floor
      let passed = floor
      for (const [index, came] of ahead) {
        if (now - came < graceMs) break
        passed = Math.max(passed, index)
      }
      if (passed === floor) return floor
      floor = passed
      for (const index of ahead.keys()) if (index <= floor) ahead.delete(index)
      climb()
      return floor
    },
  }
}
