import { describe, expect, it } from 'vitest'
import { bucketsOf, formatBucket, grainOf, shortBucket } from '#client/totals/buckets.ts'
import { figuresOf, isNothing } from '#client/totals/figures.ts'
import { formatAxisCount, formatAxisSats } from '#client/totals/plot/format-axis.ts'
import { moveIndex } from '#client/totals/plot/move-index.ts'
import { formatWeekHour, weekOf } from '#client/totals/week.ts'

const day = (name: string, sats: number) => ({
  day: name,
  boosts: { count: 1, counted_msat: sats * 1000, received_msat: 0 },
  autos: { count: 0, counted_msat: 0, received_msat: 0 },
  streams: { count: 1, received_msat: 500 },
  anonymous: 0,
  fiat: [],
  free: { count: 0 },
})

describe('bars', () => {
  it('are of each day between the first and the last', () => {
    const bars = bucketsOf([day('2026-02-27', 1), day('2026-03-01', 2)], 'day')
    expect(bars.map((bar) => [bar.day, bar.boosted_msat])).toEqual([
      ['2026-02-27', 1000],
      ['2026-02-28', 0],
      ['2026-03-01', 2000],
    ])
  })

  it('are of weeks from Monday, and of months, with all that came in them', () => {
    const days = [day('2025-12-31', 1), day('2026-01-04', 2), day('2026-01-05', 4)]
    expect(
      bucketsOf(days, 'week').map((bar) => [bar.day, bar.boosted_msat, bar.boosts, bar.streamed_msat]),
    ).toEqual([
      ['2025-12-29', 3000, 2, 1000],
      ['2026-01-05', 4000, 1, 500],
    ])
    expect(bucketsOf(days, 'month').map((bar) => bar.day)).toEqual(['2025-12-01', '2026-01-01'])
    expect(bucketsOf([], 'day')).toEqual([])
  })

  it.each([
    ['2026-01-01', '2026-12-31', 'day'],
    ['2024-01-01', '2026-12-31', 'week'],
    ['2016-01-01', '2026-12-31', 'month'],
  ])('from %s to %s are of a %s each', (first, last, grain) => {
    expect(grainOf([day(first, 1), day(last, 1)])).toBe(grain)
  })

  it('are named as the reader’s country writes days', () => {
    expect(formatBucket('2026-05-04', 'day', 'en-GB')).toBe('4 May 2026')
    expect(formatBucket('2026-05-04', 'week', 'en-US')).toBe('Week of May 4, 2026')
    expect(formatBucket('2026-05-01', 'month', 'en-GB')).toBe('May 2026')
    expect(shortBucket('2026-05-01', 'month', 'en-GB')).toBe('May 26')
  })
})

describe('an axis', () => {
  it('says amounts short, in sats and the reader’s numbers', () => {
    expect(formatAxisSats(12_000_000, ['en'])).toBe('12K')
    expect(formatAxisSats(500, ['de'])).toBe('0,5')
    expect(formatAxisCount(3, ['en'])).toBe('3')
    expect(formatAxisCount(2.5, ['en'])).toBe('')
  })
})

describe('keys', () => {
  it.each([
    ['ArrowRight', null, 0],
    ['ArrowLeft', null, 4],
    ['ArrowRight', 4, 4],
    ['ArrowLeft', 0, 0],
    ['Home', 3, 0],
    ['End', 3, 4],
    ['PageUp', 4, 0],
    ['ArrowDown', 1, 4],
    ['a', 1, null],
  ])('%s from %s takes the read-out to %s', (key, from, to) => {
    expect(moveIndex(key, from, 5)).toBe(to)
  })

  it('go nowhere where there is nothing', () => {
    expect(moveIndex('End', null, 0)).toBeNull()
  })
})

describe('the week', () => {
  it('has all its hours, the busiest of full heat', () => {
    const week = weekOf([
      {
        weekday: 1,
        hour: 0,
        boosts: { count: 1, counted_msat: 1000 },
        streams: { count: 0, received_msat: 0 },
      },
      {
        weekday: 7,
        hour: 23,
        boosts: { count: 2, counted_msat: 3000 },
        streams: { count: 1, received_msat: 1000 },
      },
    ])
    expect(week).toHaveLength(168)
    expect(week[0]).toMatchObject({ day: 0, hour: 0, heat: 0.25 })
    expect(week[167]).toMatchObject({ day: 6, hour: 23, heat: 1, boosts: 2 })
    expect(week.map(formatWeekHour)[167]).toMatch(/^Sunday, from .*: 3 sats in 2 boosts, 1 streamed$/)
  })
})

describe('the figures of a show', () => {
  const totals = {
    as_of: '',
    boosts: { count: 2, counted_msat: 1_500_000, received_msat: 0 },
    autos: { count: 1, counted_msat: 0, received_msat: 0 },
    streams: { count: 0, received_msat: 0 },
    supporters: 1,
    anonymous: 0,
    fiat: [{ currency: 'USD', amount_minor: 500, count: 1 }],
    free: { count: 2 },
  }
  it('leave out what there is none of', () => {
    expect(figuresOf(totals, undefined)).toEqual([
      { name: 'Boosted', msat: 1_500_000, beside: 'in 3 boosts of sats' },
      { name: 'Card and bank', text: '$5.00', beside: 'in 1 boost' },
      { name: 'Free boosts', text: '2', beside: 'by members' },
      { name: 'Supporters', text: '1', beside: '' },
    ])
    expect(isNothing(totals)).toBe(false)
  })
  it('say what the sats were worth, and of how many where some have no price', () => {
    const period = { as_of: '', time_zone: 'UTC', from: null, to: null, currency: 'USD' }
    const worthOf = (amount_minor: number | null, unpriced_msat: number) =>
      figuresOf(totals, { ...period, amount_minor, priced_msat: 1_000_000, unpriced_msat }).find(
        ({ name }) => name === 'Value',
      )
    expect(worthOf(120, 0)).toEqual({ name: 'Value', text: '$1.20', beside: 'by the price of the hour' })
    expect(worthOf(120, 500_000)?.beside).toBe('of the 1,000 sats whose price is known')
    expect(worthOf(null, 1_500_000)).toBeUndefined()
  })
  it('know when nothing came', () => {
    const none = { count: 0, counted_msat: 0, received_msat: 0 }
    expect(
      isNothing({ ...totals, boosts: none, autos: none, fiat: [], free: { count: 0 }, supporters: 0 }),
    ).toBe(true)
  })
})
