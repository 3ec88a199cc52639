import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { paceOf } from '#api/goal/pace.ts'
import { runOf } from '#api/goal/run-of.ts'
import { addDays, daysBetween } from '#api/lib/day.ts'
import { RUNS } from '#tests/helper/runs.ts'

const day = fc.integer({ min: 0, max: 20_000 }).map((count) => addDays('2000-01-01', count))
const runs = { numRuns: RUNS }

describe('the run of a goal', () => {
  it('is the month or year of the day, whole, and begins where the one before ended', () => {
    fc.assert(
      fc.property(day, fc.constantFrom('month', 'year'), (today, period) => {
        const { from, to } = runOf({ period, first_day: null, last_day: null }, today)
        if (from === null || to === null) throw new Error('A month has two ends')
        expect(from <= today && today <= to).toBe(true)
        const next = runOf({ period, first_day: null, last_day: null }, addDays(to, 1))
        expect(next.from).toBe(addDays(to, 1))
      }),
      runs,
    )
  })
})

type Progress = { from: string; length: number; passed: number; target: number; reached: number }

describe('the pace of a goal', () => {
  const progress: fc.Arbitrary<Progress> = fc.record({
    from: day,
    length: fc.integer({ min: 0, max: 400 }),
    passed: fc.integer({ min: 0, max: 400 }),
    target: fc.integer({ min: 1, max: 1e9 }),
    reached: fc.integer({ min: 0, max: 1e9 }),
  })
  const paceFrom = ({ from, length, passed, target, reached }: Progress) => {
    const run = { from, to: addDays(from, length) }
    const today = addDays(from, Math.min(passed, length))
    return { ...paceOf({ run, first: null, today, reached, target }), run, today }
  }

  it('is whole on the last day, and says no day that is over', () => {
    fc.assert(
      fc.property(progress, (given) => {
        const { pace_percent, expected_on, run, today } = paceFrom(given)
        if (today === run.to) expect(pace_percent).toBe(100)
        expect(pace_percent).toBeLessThanOrEqual(100)
        if (expected_on !== null) expect(expected_on > today).toBe(true)
        if (given.reached >= given.target) expect(expected_on).toBeNull()
      }),
      runs,
    )
  })

  it('says an earlier day, or the same, for more', () => {
    fc.assert(
      fc.property(progress, fc.integer({ min: 0, max: 1e6 }), (given, more) => {
        const less = paceFrom(given).expected_on
        const later = paceFrom({ ...given, reached: given.reached + more }).expected_on
        if (less !== null && later !== null) expect(later <= less).toBe(true)
      }),
      runs,
    )
  })

  it('says the last day where just as much came as each day should give', () => {
    fc.assert(
      fc.property(
        day,
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 1000 }),
        (from, length, each) => {
          const run = { from, to: addDays(from, length) }
          const passed = Math.floor(length / 2)
          const given = { reached: each * (passed + 1), target: each * (length + 1) }
          const today = addDays(from, passed)
          expect(paceOf({ run, first: null, today, ...given }).expected_on).toBe(run.to)
          expect(daysBetween(from, run.to)).toBe(length)
        },
      ),
      runs,
    )
  })
})
