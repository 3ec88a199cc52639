import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextByRhythm } from '#api/home/rhythm.ts'

const DAY = 24 * 3600
const HOUR = 3600

describe('the rhythm of episodes', () => {
  it('says the next one of any regular show: later than now, on its day, at its hour, within one round', () => {
    fc.assert(
      fc.property(
        fc.record({
          every: fc.constantFrom(1, 2, 7, 14, 28),
          start: fc.integer({ min: 0, max: 30_000 * DAY }),
          count: fc.integer({ min: 4, max: 9 }),
          since: fc.double({ min: 0, max: 0.99, noNaN: true }),
        }),
        ({ every, start, count, since }) => {
          const times = Array.from({ length: count }, (_, n) => start - n * every * DAY)
          const now = start + since * every * DAY
          expect(nextByRhythm(times, now)).toEqual({ at: start + every * DAY, every_days: every })
        },
      ),
    )
  })

  it('holds through an early, a late and a missing one', () => {
    const week = 7 * DAY
    const sunday = 100 * week + 3 * DAY + 19 * HOUR
    const times = [0, 1, 2, 4, 5, 6].map((n) => sunday - n * week)
    times[0] = sunday - DAY + 2 * HOUR
    times[2] = sunday - 2 * week + DAY
    expect(nextByRhythm(times, sunday + HOUR)).toEqual({ at: sunday + week, every_days: 7 })
  })

  it('is none of a few, of irregular ones, and of a show that has paused', () => {
    const start = 1_000 * DAY
    expect(nextByRhythm([], start)).toBeNull()
    expect(nextByRhythm([start, start - 7 * DAY, start - 14 * DAY], start)).toBeNull()
    expect(
      nextByRhythm(
        [0, 1, 40, 43, 90, 92].map((n) => start - n * DAY),
        start,
      ),
    ).toBeNull()
    const weekly = Array.from({ length: 8 }, (_, n) => start - n * 7 * DAY)
    expect(nextByRhythm(weekly, start + 29 * DAY)).toBeNull()
  })
})
