import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSettleFloor } from '#api/source/lnd/settle-floor.ts'

const GRACE = 1_000

describe('up to where everything is recorded', () => {
  it('moves with what comes in order', () => {
    const floor = createSettleFloor(4, GRACE)
    floor.note([5, 6, 7], 0)
    expect(floor.at(0)).toBe(7)
    floor.note([5, 6, 7], 10)
    expect(floor.at(10)).toBe(7)
  })

  it('stays before a gap for a while, then takes it for one for good', () => {
    const floor = createSettleFloor(0, GRACE)
    floor.note([1, 2, 4, 5], 0)
    expect(floor.at(GRACE - 1)).toBe(2)
    expect(floor.at(GRACE)).toBe(5)
  })

  it('waits as long as lower ones still come, however late', () => {
    const floor = createSettleFloor(0, GRACE)
    floor.note([1_000], 0)
    for (let index = 1; index < 500; index++) floor.note([index], index * 10)
    expect(floor.at(5_000)).toBe(499)
    for (let index = 500; index < 1_000; index++) floor.note([index], index * 10)
    expect(floor.at(10_000)).toBe(1_000)
  })

  it('is never beyond an index that is still to come within the time, whatever the order', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 60 }),
        fc.integer({ min: 0, max: 59 }),
        (order, stop) => {
          const floor = createSettleFloor(0, GRACE)
          order.slice(0, stop).forEach((index, at) => {
            floor.note([index], at)
          })
          const missing = order.slice(stop)
          const reached = floor.at(Math.max(0, stop - 1))
          expect(missing.every((index) => index > reached)).toBe(true)
        },
      ),
    )
  })
})
