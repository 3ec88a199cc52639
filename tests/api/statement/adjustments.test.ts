import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Compared, listPending, nextOpen } from '#api/statement/adjustments.ts'
import type { PeriodSums } from '#api/statement/period-sums.ts'
import { runsOf } from '#tests/helper/runs.ts'

type Sum = { msat: number; fee: number; minor: number; worth: number }

/** What a month comes to; worth in hundred-millionths. */
function sumsOf({ msat, fee, minor, worth }: Sum): PeriodSums {
  const part = { count: 1, amount_msat: msat, value: decimal(worth), unpriced: 0 }
  const line = { wallet: 'stripe', rail: 'card', currency: 'EUR', before_minor: 0, until_minor: 0, count: 1 }
  return {
    sats: [],
    fiat: [{ ...line, received_minor: minor, refunds_minor: 0, fee_minor: 0 }],
    boosts: part,
    streams: part,
    free: { count: 0 },
    total: { ...part, fee_msat: fee, needs_look: 0, checksum: '0'.repeat(16) },
  }
}

function decimal(worth: number): string {
  const text = String(Math.abs(worth)).padStart(9, '0')
  return `${worth < 0 ? '-' : ''}${text.slice(0, -8)}.${text.slice(-8)}`
}

const amount = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 })
const sum = fc.record({ msat: amount, fee: amount, minor: amount, worth: amount })
const step = fc.oneof(
  fc.record({ close: sum }),
  fc.record({ change: fc.nat({ max: 11 }), to: sum }),
  fc.record({ reclose: fc.nat({ max: 11 }) }),
)
const MONTHS = Array.from({ length: 12 }, (_, n) => `2026-${String(n + 1).padStart(2, '0')}`)

describe('adjustments of closed months', () => {
  it('make statements and what is pending add up to the books, whatever changed and was closed anew', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const months: Compared[] = []
        const close = (month: string, now: PeriodSums): Compared => {
          const frame = { shows: null, from: null, to: null, tz: 'UTC', currency: 'EUR', as_of: '' }
          return { month, now, statement: { ...frame, ...now, adjustments: listPending(months) } }
        }
        for (const one of steps) {
          const next = MONTHS[months.length]
          if ('close' in one && next) months.push(close(next, sumsOf(one.close)))
          const changed = 'change' in one ? months[one.change] : undefined
          if (changed && 'to' in one) changed.now = sumsOf(one.to)
          const again = 'reclose' in one ? months[one.reclose] : undefined
          // What it is closed with anew changes what later ones have to adjust; its own adjustments stay.
          if (again) again.statement = { ...again.statement, ...again.now }
        }
        const pending = listPending(months)
        const said = [...months.flatMap(({ statement }) => statement.adjustments ?? []), ...pending]
        for (const field of ['amount_msat', 'fee_msat', 'count'] as const)
          expect(
            total(
              months.map(({ statement }) => statement.total[field]),
              said.map((one) => one[field]),
            ),
          ).toBe(total(months.map(({ now }) => now.total[field])))
        const worth = (value: string) => Math.round(Number(value) * 1e8)
        expect(
          total(
            months.map(({ statement }) => worth(statement.total.value)),
            said.map(({ value }) => worth(value)),
          ),
        ).toBe(total(months.map(({ now }) => worth(now.total.value))))
        const minor = ({ fiat }: PeriodSums) => fiat[0]?.received_minor ?? 0
        expect(
          total(
            months.map(({ statement }) => minor(statement)),
            said.map(({ fiat }) => fiat[0]?.amount_minor ?? 0),
          ),
        ).toBe(total(months.map(({ now }) => minor(now))))
      }),
      { numRuns: runsOf(200) },
    )
  })

  it('stand in the next month that is open, over a turn of the year too', () => {
    expect(nextOpen('2026-10', new Set(['2026-10', '2026-11', '2026-12']))).toBe('2027-01')
    expect(nextOpen('2026-10', new Set(['2026-10', '2026-12']))).toBe('2026-11')
  })
})

function total(...numbers: number[][]): number {
  return numbers.flat().reduce((all, one) => all + one, 0)
}
