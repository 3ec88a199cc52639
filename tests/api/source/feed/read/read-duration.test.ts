import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDuration } from '#api/source/feed/read/read-duration.ts'

describe('the duration of an episode', () => {
  it.each([
    ['3600', 3600],
    [' 61:30 ', 3690],
    ['1:01:01', 3661],
    ['01:02:03', 3723],
    ['3600.7', 3600],
    ['00:24', 24],
    ['90:00', 5400],
    ['2400s', 2400],
    ['PT1H2M3S', 3723],
    ['PT45M', 2700],
  ])('%s is %i seconds', (text, seconds) => expect(readDuration(text)).toBe(seconds))

  it.each([
    '',
    '0',
    '00:00:00',
    '-5',
    'an hour',
    '1:75',
    '1:2:3:4',
    '99999999',
    '1e3',
    'NaN',
    'PT',
    '574123000',
  ])('%s is none', (text) => expect(readDuration(text)).toBeNull())

  it('of any text is a whole number of seconds within a week, or none', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\d:., ]{0,12}$/)), (text) => {
        const seconds = readDuration(text)
        if (seconds !== null)
          expect(Number.isInteger(seconds) && seconds >= 1 && seconds <= 604_800).toBe(true)
      }),
    )
  })

  it('is read back from a clock', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 604_800 }), (seconds) => {
        const two = (part: number) => String(part).padStart(2, '0')
        const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
          .map(two)
          .join(':')
        expect(readDuration(clock)).toBe(seconds)
        expect(readDuration(String(seconds))).toBe(seconds)
      }),
    )
  })
})
