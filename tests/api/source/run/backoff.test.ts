import fc from 'fast-check'
import { expect, it } from 'vitest'
import { backoffMs } from '#api/source/run/backoff.ts'

it('waits longer after each failure, five minutes at most, and never quite in step', () => {
  expect([1, 2, 3, 4, 9, 10, 50].map((failures) => backoffMs(failures, false, 0))).toEqual([
    1_000, 2_000, 4_000, 8_000, 256_000, 300_000, 300_000,
  ])
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2_000 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (failures, chance) => {
        const whole = backoffMs(failures, false, 0)
        expect(backoffMs(failures, false, chance)).toBeLessThanOrEqual(whole)
        expect(backoffMs(failures, false, chance)).toBeGreaterThanOrEqual(whole / 2)
      },
    ),
  )
})

it('tries one that is away every few seconds for some minutes, as it may only be restarting', () => {
  expect([1, 3, 4, 9, 30].map((failures) => backoffMs(failures, true, 0))).toEqual([
    1_000, 4_000, 8_000, 8_000, 8_000,
  ])
  expect(backoffMs(31, true, 0)).toBe(300_000)
})
