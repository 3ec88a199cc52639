import { describe, expect, it } from 'vitest'
import { formatExactSats, formatSats, satsOf } from '#client/format/sats.ts'

describe('an amount in sats', () => {
  it.each([
    [1_337_000, ['en-US'], '1,337'],
    [1_337_000, ['de-DE'], '1.337'],
    [2_100_000_000, ['en-IN'], '21,00,000'],
    [441_210, ['en-US'], '441'],
    [-441_999, ['en-US'], '-441'],
    [0, ['en-US'], '0'],
    [Number.MAX_SAFE_INTEGER, ['en-US'], '9,007,199,254,740'],
  ])('of %d msat in %j is %s, never rounded up', (msat, locales, text) => {
    expect(formatSats(msat, locales)).toBe(text)
  })

  it('below one sat shows its thousandths instead of nothing', () => {
    expect(formatSats(21, ['en-US'])).toBe('0.021')
  })

  it('in full is exact to the msat', () => {
    expect(formatExactSats(441_210, ['en-US'])).toBe('441.21')
    expect([formatExactSats(-441_210, ['en-US']), formatExactSats(-0, ['en-US'])]).toEqual(['-441.21', '0'])
  })

  it('has its own word for one', () => {
    expect([satsOf(1000), satsOf(1999), satsOf(2000), satsOf(0)]).toEqual(['sat', 'sat', 'sats', 'sats'])
  })
})
