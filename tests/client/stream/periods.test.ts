import { expect, it } from 'vitest'
import { asPeriod, sinceOf } from '#client/stream/periods.ts'

it('a period that the address does not know is the usual one', () => {
  expect(asPeriod('year')).toBe('year')
  expect(asPeriod('toString')).toBe('quarter')
  expect(asPeriod(null)).toBe('quarter')
})

it('a period begins on the hour', () => {
  const now = Date.parse('2026-05-31T12:34:56Z')
  expect(sinceOf('month', now)).toBe('2026-05-01T12:00:00.000Z')
  expect(sinceOf('all', now)).toBeNull()
})
