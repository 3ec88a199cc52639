import { describe, expect, it } from 'vitest'
import { bucketsOf, daysOfBucket, formatBucket, grainOf, shortBucket } from '#client/totals/buckets.ts'
import { figuresOf, isNothing, moneyOf } from '#client/totals/figures.ts'
import { formatAxisCount, formatAxisSats } from '#client/totals/plot/format-axis.ts'
import { moveIndex } from '#client/totals/plot/move-index.ts'
import { fileName, writeCsv } from '#client/totals/save/csv.ts'
import { formatWeekHour, weekOf } from '#client/totals/week.ts'

const figures = (sats: number) => ({
  boosts: 1,
  boosted_msat: sats * 1000,
  streams: 1,
  streamed_msat: 500,
  minutes: 0,
  supporters: 1,
  new_supporters: 0,
})
const day = (name: string, sats: number) => ({ day: name, ...figures(sats) })

describe('bars', () => {
  it('are of each day of the period, or between the first and the last that has something', () => {
    const found = [day('2026-02-27', 1), day('2026-03-01', 2)]
    const bars = (days: { from?: string; to?: string }) =>
      bucketsOf(found, 'day', days).map((bar) => [bar.day, bar.boosted_msat])
    const own = [
      ['2026-02-27', 1000],
      ['2026-02-28', 0],
      ['2026-03-01', 2000],
    ]
    expect(bars({})).toEqual(own)
    expect(bars({ from: '2026-02-26', to: '2026-03-02' })).toEqual([
      ['2026-02-26', 0],
      ...own,
      ['2026-03-02', 0],
    ])
    expect(bucketsOf([], 'day', {})).toEqual([])
  })

  it('are of weeks from Monday, and of months, and lead to their days within the period', () => {
    const days = { from: '2025-12-31', to: '2026-01-06' }
    expect(bucketsOf([], 'week', days).map((bar) => bar.day)).toEqual(['2025-12-29', '2026-01-05'])
    expect(bucketsOf([], 'month', days).map((bar) => bar.day)).toEqual(['2025-12-01', '2026-01-01'])
    expect(daysOfBucket('2025-12-29', 'week', days)).toEqual({ from: '2025-12-31', to: '2026-01-04' })
    expect(daysOfBucket('2026-01-01', 'month', days)).toEqual({ from: '2026-01-01', to: '2026-01-06' })
    expect(daysOfBucket('2026-02-01', 'month', {})).toEqual({ from: '2026-02-01', to: '2026-02-28' })
  })

  it.each([
    ['2026-10-01', '2026-12-31', 'day'],
    ['2006-01-01', '2026-12-31', 'month'],
    ['2026-12-01', undefined, 'day'],
    [undefined, '2026-12-31', 'month'],
  ])('from %s to %s are of a %s each', (from, to, grain) => {
    expect(grainOf({ from, to }, '2026-12-31')).toBe(grain)
  })

  it('are named as the reader’s country writes days', () => {
    expect(formatBucket('2026-05-04', 'day', 'en-GB')).toBe('4 May 2026')
    expect(formatBucket('2026-05-04', 'week', 'en-US')).toBe('Week of May 4, 2026')
    expect(formatBucket('2026-05-01', 'month', 'en-GB')).toBe('May 2026')
    expect(shortBucket('2026-05-01', 'month', 'en-GB')).toBe('May 26')
    expect(shortBucket('2026-05-04', 'week', 'en-GB')).toBe('4 May')
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
      { key: '1-0', boosts: 1, boosted_msat: 1000, streamed_msat: 0 },
      { key: '7-23', boosts: 2, boosted_msat: 3000, streamed_msat: 1000 },
    ])
    expect(week).toHaveLength(168)
    expect(week[0]).toMatchObject({ day: 0, hour: 0, heat: 0.25 })
    expect(week[167]).toMatchObject({ day: 6, hour: 23, heat: 1, boosts: 2 })
    expect(week.map(formatWeekHour)[167]).toMatch(/^Sunday, from .*: 3 sats in 2 boosts, 1 streamed$/)
  })
})

describe('the figures of a period', () => {
  const view = {
    as_of: '',
    time_zone: 'UTC',
    from: '2026-05-01',
    to: '2026-05-07',
    before: { from: '2026-04-24', to: '2026-04-30' },
    as_arrived: false,
    figures: { ...figures(1500), boosts: 3, streams: 0, streamed_msat: 0 },
    before_figures: { ...figures(1000), streams: 0, streamed_msat: 0, supporters: 2 },
    days: [],
    before_days: [],
  }
  it('stand beside those before, without what there is none of', () => {
    expect(figuresOf(view)).toEqual([
      {
        name: 'Boosted',
        msat: 1_500_000,
        beside: 'in 3 boosts',
        change: { direction: 'up', text: 'up 50%', kind: 'part' },
        before: '1,000',
      },
      {
        name: 'Supporters',
        text: '1',
        beside: '',
        change: { direction: 'down', text: 'down 50%', kind: 'part' },
        before: '2',
      },
    ])
    expect(figuresOf({ ...view, before_figures: null })[0]).toMatchObject({ change: null, before: null })
    expect(isNothing(view)).toBe(false)
  })
  it('say what the sats were worth, and of how many where some have no price', () => {
    const period = { as_of: '', time_zone: 'UTC', from: null, to: null, currency: 'USD' }
    const worthOf = (amount_minor: number | null, unpriced_msat: number) =>
      moneyOf(
        undefined,
        undefined,
        { ...period, amount_minor, priced_msat: 1_000_000, unpriced_msat },
        undefined,
      )[0]
    expect(worthOf(120, 0)).toMatchObject({
      name: 'Value',
      text: '$1.20',
      beside: 'at the prices of its book',
    })
    expect(worthOf(120, 500_000)?.beside).toBe('of the 1,000 sats whose price is known')
    expect(worthOf(null, 1_500_000)).toBeUndefined()
  })
  it('know when nothing came', () => {
    const none = { ...figures(0), boosts: 0, streams: 0, streamed_msat: 0, supporters: 0 }
    expect(isNothing({ ...view, figures: none })).toBe(true)
  })
})

describe('a file of a chart', () => {
  it('is CSV that no spreadsheet takes for formulas', () => {
    const rows = [
      ['=1+1', 2.5],
      ['a, "b" c', null],
    ]
    expect(writeCsv(['Supporter', 'Sats'], rows)).toBe('Supporter,Sats\r\n\'=1+1,2.5\r\n"a, ""b"" c",\r\n')
  })
  it('runs no text in any spreadsheet, and gives it back without its first apostrophe', () => {
    const evil = ['=1', '+1', '-1', '@a', '\t=1', '\r=1', '\n=1', '＝1', '＋1', '－1', '＠a', "'=1"]
    const texts = evil.map((text) => writeCsv([text], []).replace(/^"|"?\r\n$/g, ''))
    expect(texts).toEqual(evil.map((text) => `'${text}`))
    expect(writeCsv(["'n Name", 'a=b'], [])).toBe("'n Name,a=b\r\n")
  })
  it('is called after what it shows', () => {
    expect(fileName('Sats per day', 'csv')).toBe('sats-per-day.csv')
    expect(fileName('»«', 'png')).toBe('chart.png')
  })
})
