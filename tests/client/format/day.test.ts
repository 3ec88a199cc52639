import { describe, expect, it } from 'vitest'
import { formatAgo, formatDate, formatDay } from '#client/format/day.ts'

// A Tuesday, in the reader's own time zone.
const now = new Date(2026, 10, 24, 1, 30)
const at = (...parts: [number, number, number, number?, number?]) => {
  const [year, month, day, hour = 12, minute = 0] = parts
  return new Date(year, month - 1, day, hour, minute).toISOString()
}

describe('a day, as hosts say it', () => {
  it.each([
    [at(2026, 11, 24, 0, 5), 'Today'],
    [at(2026, 11, 23, 23, 55), 'Yesterday'],
    [at(2026, 11, 20), 'Friday'],
    [at(2026, 11, 18), 'Wednesday'],
    [at(2026, 11, 17), '17 November'],
    [at(2026, 5, 15), '15 May'],
    [at(2022, 5, 15), '15 May 2022'],
    [at(2026, 11, 25), '25 November'],
  ])('of %s is %s', (instant, day) => {
    expect(formatDay(instant, now, 'en-GB')).toBe(day)
  })

  it('follows the order of the country', () => {
    expect(formatDay(at(2022, 5, 15), now, 'en-US')).toBe('May 15, 2022')
  })

  it('of no instant is nothing', () => {
    expect(formatDay('soon', now)).toBe('')
  })
})

describe('how long ago', () => {
  it.each([
    [0.5, 'just now'],
    [1, 'a minute ago'],
    [59, '59 minutes ago'],
    [60, 'an hour ago'],
    [11.9 * 60, '11 hours ago'],
    [13 * 60, 'Yesterday'],
  ])('%d minutes are %s', (minutes, words) => {
    const then = new Date(now.getTime() - minutes * 60_000).toISOString()
    expect(formatAgo(then, now, 'en-GB')).toBe(words)
  })
})

it('a day of the books is the same day in every time zone, in the reader’s order', () => {
  expect(['en-GB', 'de-DE', 'es-ES'].map((locale) => formatDate('2026-10-02', locale))).toEqual([
    '2 October 2026',
    '2. Oktober 2026',
    '2 de octubre de 2026',
  ])
})
