import { describe, expect, it } from 'vitest'
import { onlyOf, readChoices, writeChoices } from '#client/totals/choices.ts'
import {
  daysBefore,
  daysOf,
  formatBefore,
  formatPeriod,
  periodOptions,
  todayIn,
} from '#client/totals/periods.ts'

const read = (query: string) => readChoices(new URLSearchParams(query))
const EPISODE = '01900000-0000-7000-8000-000000000000'
const TODAY = '2026-05-09'

describe('choices', () => {
  it.each([
    ['', { period: '30d', metric: 'sats' }],
    ['show=one&period=2026', { show: 'one', period: '2026', metric: 'sats' }],
    ['period=2026-05&metric=new', { period: '2026-05', metric: 'new' }],
    ['period=all&app=', { period: 'all', metric: 'sats', app: '' }],
    [
      'period=days&from=2026-05-01&to=2026-05-09',
      { period: 'days', metric: 'sats', from: '2026-05-01', to: '2026-05-09' },
    ],
    ['period=days&from=2026-05-09&to=2026-05-01', { period: 'days', metric: 'sats', from: '2026-05-09' }],
    [
      `period=7d&episode=${EPISODE}&hour=7-23&rail=bolt11&wallet=My+node`,
      { period: '7d', metric: 'sats', episode: EPISODE, hour: '7-23', rail: 'bolt11', wallet: 'My node' },
    ],
    ['show=<b>&period=week&from=x&metric=cats', { period: '30d', metric: 'sats' }],
    ['episode=694&hour=8-1&supporter=bob&rail=<i>&wallet=', { period: '30d', metric: 'sats' }],
    ['hour=1-24', { period: '30d', metric: 'sats' }],
    ['period=0000', { period: '30d', metric: 'sats' }],
    ['period=0d', { period: '30d', metric: 'sats' }],
    ['period=2026-13', { period: '30d', metric: 'sats' }],
  ])('of the address %s', (query, expected) => {
    expect(read(query)).toEqual(expected)
  })

  it('come back from the address that they are written to', () => {
    for (const query of [
      '',
      'show=one&period=2026-05',
      'period=days&from=2026-05-01',
      `period=all&metric=supporters&episode=${EPISODE}&app=`,
    ])
      expect(writeChoices(read(query)).toString()).toBe(query)
  })

  it('say what they are narrowed to', () => {
    expect(onlyOf(read('show=one&app=Fountain&hour=1-0'))).toEqual({ app: 'Fountain', hour: '1-0' })
  })
})

describe('periods', () => {
  it('are days, the last of a month too', () => {
    expect(daysOf({ period: 'all' }, TODAY)).toEqual({})
    expect(daysOf({ period: '30d' }, TODAY)).toEqual({ from: '2026-04-10', to: TODAY })
    expect(daysOf({ period: '2024-02' }, TODAY)).toEqual({ from: '2024-02-01', to: '2024-02-29' })
    expect(daysOf({ period: '2026' }, TODAY)).toEqual({ from: '2026-01-01', to: '2026-12-31' })
    expect(daysOf({ period: 'days', from: '2026-05-01' }, TODAY)).toEqual({ from: '2026-05-01' })
  })

  it.each([
    [{ period: '7d' }, { from: '2026-04-26', to: '2026-05-02' }],
    [
      { period: 'days', from: '2026-05-01', to: '2026-05-02' },
      { from: '2026-04-29', to: '2026-04-30' },
    ],
    [{ period: 'days', from: '2026-05-01' }, null],
    [{ period: 'all' }, null],
    // What is over is compared with all of the one before, what is not with as much of it.
    [{ period: '2026-03' }, { from: '2026-02-01', to: '2026-02-28' }],
    [{ period: '2026-05' }, { from: '2026-04-01', to: '2026-04-09' }],
    [{ period: '2026-01' }, { from: '2025-12-01', to: '2025-12-31' }],
    [{ period: '2025' }, { from: '2024-01-01', to: '2024-12-31' }],
    [{ period: '2026' }, { from: '2025-01-01', to: '2025-05-09' }],
  ])('of %j are compared with %j', (choices, expected) => {
    expect(daysBefore(choices, TODAY)).toEqual(expected)
  })

  it('are not compared with more of a month than it has', () => {
    expect(daysBefore({ period: '2026-03' }, '2026-03-30')).toEqual({ from: '2026-02-01', to: '2026-02-28' })
  })

  it('name the one before, where there is one', () => {
    expect(formatBefore({ period: 'all' })).toBeNull()
    expect(formatBefore({ period: '30d' })).toBe('The 30 days before')
    expect(formatBefore({ period: '2026' })).toBe('2025')
    expect(formatBefore({ period: '2026-05' })).toBe('The month before')
    expect(formatBefore({ period: 'days', from: '2026-05-01' })).toBeNull()
    expect(formatBefore({ period: 'days', from: '2026-05-01', to: '2026-05-02' })).toBe('The days before')
  })

  it('that can be chosen have the older years that have something', () => {
    const options = periodOptions('2026-01-15', ['2022', '2025', '2026'])
    expect(options.map(({ value }) => value)).toEqual([
      '7d',
      '30d',
      '90d',
      '365d',
      '2026-01',
      '2025-12',
      '2026',
      '2025',
      '2022',
      'all',
      'days',
    ])
    expect(formatPeriod('14d')).toBe('Last 14 days')
  })

  it('begin with the day in the show’s time zone', () => {
    const now = new Date('2026-01-01T02:00:00Z')
    expect(todayIn('America/Los_Angeles', now)).toBe('2025-12-31')
    expect(todayIn('UTC', now)).toBe('2026-01-01')
  })
})
