import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CADENCE_REACH, streamingAmong, type Tick } from '#api/boost/group/cadence.ts'

const MINUTE = 60_000
const BEGIN = Date.UTC(2026, 4, 14, 18)
const tick = (minutes: number, recipient = 'host', cadence_key = 'tide'): Tick => ({
  id: `${cadence_key} ${recipient} ${minutes}`,
  cadence_key,
  recipient,
  settled_at: new Date(BEGIN + minutes * MINUTE),
})
const streaming = (...ticks: Tick[]) => ticks.map((each) => streamingAmong(ticks).has(each.id))

describe('autos without words', () => {
  it('are streaming where they come every few minutes', () => {
    expect(streaming(...[0, 10, 20, 30].map((at) => tick(at)))).toEqual([true, true, true, true])
    expect(streaming(tick(0), tick(30))).toEqual([true, true])
  })

  it('are scheduled boosts where they come alone, or further apart', () => {
    expect(streaming(tick(0))).toEqual([false])
    expect(streaming(tick(0), tick(31))).toEqual([false, false])
    expect(streaming(tick(0), tick(24 * 60), tick(48 * 60))).toEqual([false, false, false])
  })

  it('are no streaming of one press, whose parts go to several recipients, or twice to one within seconds', () => {
    expect(streaming(tick(0, 'host'), tick(0.1, 'guest'), tick(3, 'editor'))).toEqual([false, false, false])
    expect(streaming(tick(0), tick(0.4))).toEqual([false, false])
  })

  it('are streaming also where one recipient got only one of them', () => {
    expect(streaming(tick(0, 'host'), tick(10, 'host'), tick(10.1, 'guest'))).toEqual([true, true, true])
  })

  it('say nothing of another sender’s', () => {
    expect(streaming(tick(0, 'host', 'tide'), tick(10, 'host', 'gull'))).toEqual([false, false])
  })
})

const ticks = fc.uniqueArray(
  fc
    .record({
      at: fc.integer({ min: 0, max: 600 }),
      recipient: fc.constantFrom('host', 'guest'),
      sender: fc.constantFrom('tide', 'gull'),
    })
    .map(({ at, recipient, sender }) => tick(at / 2, recipient, sender)),
  { selector: ({ id }) => id, maxLength: 30 },
)

describe('whatever comes', () => {
  it('which are streaming is a function of the set, and of what is in reach', () => {
    fc.assert(
      fc.property(ticks, fc.infiniteStream(fc.nat()), (some, keys) => {
        const all = streamingAmong(some)
        const shuffled = some
          .map((each) => ({ each, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ each }) => each)
        expect(streamingAmong(shuffled)).toEqual(all)
        for (const { id, settled_at } of some) {
          const near = some.filter(
            (other) => Math.abs(other.settled_at.getTime() - settled_at.getTime()) <= CADENCE_REACH,
          )
          expect(streamingAmong(near).has(id)).toBe(all.has(id))
        }
      }),
    )
  })

  it('another one makes none of them a boost', () => {
    fc.assert(
      fc.property(ticks, ticks, (some, others) => {
        const before = streamingAmong(some)
        const after = streamingAmong([...some, ...others])
        for (const id of before) expect(after.has(id)).toBe(true)
      }),
    )
  })
})
