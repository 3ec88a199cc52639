import { expect, it } from 'vitest'
import { asLocalTime, readLocalTime } from '#client/format/local-time.ts'

it.each(['2026-05-14T18:03:00.000Z', '2026-01-01T00:00:00.000Z', '2026-07-01T23:59:00.000Z'])(
  'a time of day goes into a field and comes back: %s',
  (instant) => {
    expect(readLocalTime(asLocalTime(instant))).toBe(instant)
  },
)

it('no time is no time', () => {
  expect(asLocalTime(null)).toBe('')
  expect(readLocalTime('')).toBeNull()
  expect(readLocalTime('soon')).toBeNull()
})

it('a field shows the time of the reader’s zone', () => {
  expect(asLocalTime(new Date(2026, 0, 2, 3, 4).toISOString())).toBe('2026-01-02T03:04')
})
