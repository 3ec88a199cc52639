import { describe, expect, it } from 'vitest'
import { readChoices, receiptsOf } from '#client/books/choices.ts'
import { formatPeriod, monthOf, periodOfMonth, periodsAt } from '#client/books/periods.ts'
import { formatDate } from '#client/format/day.ts'

const named = (day: string) =>
  Object.fromEntries(periodsAt(day).map(({ name, from, to }) => [name, `${from} ${to}`]))

describe('the periods of the books', () => {
  it('are whole months, quarters and years, over a turn of the year too', () => {
    expect(named('2026-01-15')).toEqual({
      'Last month': '2025-12-01 2025-12-31',
      'This month': '2026-01-01 2026-01-31',
      'Last quarter': '2025-10-01 2025-12-31',
      'This quarter': '2026-01-01 2026-03-31',
      'Last year': '2025-01-01 2025-12-31',
      'This year': '2026-01-01 2026-12-31',
    })
    expect(named('2028-03-31')['Last month']).toBe('2028-02-01 2028-02-29')
  })

  it('know a whole month from any other period', () => {
    expect(monthOf('2026-02-01', '2026-02-28')).toBe('2026-02')
    expect(monthOf('2026-02-01', '2026-02-27')).toBeNull()
    expect(monthOf('2026-01-01', '2026-02-28')).toBeNull()
  })
})

describe('a period in words', () => {
  it('is a month, a year, or its days', () => {
    expect(formatPeriod(periodOfMonth('2028-02'))).toBe('February 2028')
    expect(formatPeriod({ from: '2026-01-01', to: '2026-12-31' })).toBe('2026')
    expect(formatPeriod({ from: '2026-01-01', to: '2026-02-27' })).toBe(
      `${formatDate('2026-01-01')} to ${formatDate('2026-02-27')}`,
    )
  })
})

describe('the choices of an address', () => {
  it('are the last month without any, and leave out what they do not know', () => {
    const choices = readChoices(new URLSearchParams('rail=card&evil=1'), '2026-11-25')
    expect(choices).toEqual({ from: '2026-10-01', to: '2026-10-31', rail: 'card' })
  })

  it('tell receipts from how they are written out', () => {
    const choices = readChoices(
      new URLSearchParams('from=2026-01-01&to=2026-01-31&profile=koinly&streams=daily'),
    )
    expect(receiptsOf(choices)).toEqual({ from: '2026-01-01', to: '2026-01-31' })
  })
})
