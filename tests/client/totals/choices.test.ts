import { describe, expect, it } from 'vitest'
import { readChoices, writeChoices } from '#client/totals/choices.ts'
import { daysOf, formatBefore, periodOptions, todayIn } from '#client/totals/periods.ts'

const read = (query: string) => readChoices(new URLSearchParams(query))

describe('choices', () => {
  it.each([
    ['', { period: 'all' }],
    ['show=one&period=2026', { show: 'one', period: '2026' }],
    ['period=2026-05', { period: '2026-05' }],
    ['period=days&from=2026-05-01&to=2026-05-09', { period: 'days', from: '2026-05-01', to: '2026-05-09' }],
    ['period=days&from=2026-05-09&to=2026-05-01', { period: 'days', from: '2026-05-09' }],
    ['show=<b>&period=week&from=x', { period: 'all' }],
    ['period=0000', { period: 'all' }],
    ['period=2026-13', { period: 'all' }],
  ])('of the address %s', (query, expected) => {
    expect(read(query)).toEqual(expected)
  })

  it('come back from the address that they are written to', () => {
    for (const query of ['', 'show=one&period=2026-05', 'period=days&from=2026-05-01'])
      expect(writeChoices(read(query)).toString()).toBe(query)
  })
})

describe('periods', () => {
  it('are days, the last of a month too', () => {
    expect(daysOf({ period: 'all' })).toEqual({})
    expect(daysOf({ period: '2024-02' })).toEqual({ from: '2024-02-01', to: '2024-02-29' })
    expect(daysOf({ period: '2026' })).toEqual({ from: '2026-01-01', to: '2026-12-31' })
    expect(daysOf({ period: 'days', from: '2026-05-01' })).toEqual({ from: '2026-05-01' })
  })

  it('name the one before, where there is one', () => {
    expect(formatBefore({ period: 'all' })).toBeNull()
    expect(formatBefore({ period: '2026' })).toBe('2025')
    expect(formatBefore({ period: '2026-05' })).toBe('The month before')
    expect(formatBefore({ period: 'days', from: '2026-05-01' })).toBeNull()
    expect(formatBefore({ period: 'days', from: '2026-05-01', to: '2026-05-02' })).toBe('The days before')
  })

  it('that can be chosen end with older years that have something', () => {
    const options = periodOptions('2026-01-15', ['2022', '2025', '2026'])
    expect(options.map(({ value }) => value)).toEqual([
      'all',
      '2026-01',
      '2025-12',
      '2026',
      '2025',
      '2022',
      'days',
    ])
  })

  it('begin with the day in the show’s time zone', () => {
    const now = new Date('2026-01-01T02:00:00Z')
    expect(todayIn('America/Los_Angeles', now)).toBe('2025-12-31')
    expect(todayIn('UTC', now)).toBe('2026-01-01')
  })
})
