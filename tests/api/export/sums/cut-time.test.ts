import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CutTime, cutTime, type Stretch } from '#api/export/sums/cut-time.ts'

const DAY_MS = 86_400_000
const at = (text: string) => Date.parse(text)

const instant = fc.integer({
  min: at('2026-01-28T00:00:00Z') / 900_000,
  max: at('2026-04-04T00:00:00Z') / 900_000,
})
const end = fc.oneof(
  instant.map((quarter) => quarter * 900_000),
  instant.map((quarter) => Math.floor((quarter * 900_000) / DAY_MS) * DAY_MS),
)
const time = fc
  .tuple(fc.oneof(end, fc.constant(-Infinity)), fc.oneof(end, fc.constant(Infinity)))
  .filter(([from, until]) => from < until)

function isWholeMonths([from, until]: Stretch): boolean {
  return [from, until].every(
    (day) => !Number.isFinite(day) || new Date(day).toISOString().endsWith('-01T00:00:00.000Z'),
  )
}

function all({ months, days, rest }: CutTime): Stretch[] {
  return [...months, ...days, ...rest].sort((a, b) => a[0] - b[0])
}

describe('a time that is cut', () => {
  it('adds up to itself, of whole months and days, none of which is on both sides of an end or loose', () => {
    fc.assert(
      fc.property(
        time,
        fc.array(end, { maxLength: 4 }),
        fc.array(end, { maxLength: 4 }),
        (whole, ends, some) => {
          const loose = some.map((day) => Math.floor(day / DAY_MS) * DAY_MS)
          const cut = cutTime(whole, ends, loose)
          const stretches = all(cut)
          expect(stretches[0]?.[0]).toBe(whole[0])
          expect(stretches.at(-1)?.[1]).toBe(whole[1])
          for (const [index, [from]] of stretches.entries())
            if (index > 0) expect(stretches[index - 1]?.[1]).toBe(from)
          expect(cut.months.every(isWholeMonths)).toBe(true)
          for (const [from, until] of [...cut.months, ...cut.days]) {
            expect([from, until].every((day) => !Number.isFinite(day) || day % DAY_MS === 0)).toBe(true)
            expect(loose.some((day) => day >= from && day < until)).toBe(false)
          }
          // An end within whole days is between two of them, and one within whole months between months.
          for (const one of ends) {
            const holds = ([from, until]: Stretch) => one > from && one < until
            if (cut.days.some(holds)) expect(one % DAY_MS).toBe(0)
            if (cut.months.some(holds)) expect(isWholeMonths([one, one])).toBe(true)
          }
        },
      ),
    )
  })

  it('leaves to payments only the ragged ends of a month of another zone', () => {
    const may: Stretch = [at('2026-05-01T07:00:00Z'), at('2026-06-01T07:00:00Z')]
    expect(cutTime(may, [], [])).toEqual({
      months: [],
      days: [[at('2026-05-02T00:00:00Z'), at('2026-06-01T00:00:00Z')]],
      rest: [
        [at('2026-05-01T07:00:00Z'), at('2026-05-02T00:00:00Z')],
        [at('2026-06-01T00:00:00Z'), at('2026-06-01T07:00:00Z')],
      ],
    })
    expect(cutTime([-Infinity, Infinity], [], [])).toEqual({
      months: [[-Infinity, Infinity]],
      days: [],
      rest: [],
    })
  })
})
