import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asNumber, isNumber } from '#api/show/number-guid.ts'

describe('a guid that looks like a number', () => {
  it.each([
    ['00123', '123'],
    ['1e3', '1000'],
    ['1.50', '1.5'],
    ['0x1F', '31'],
    ['1984', null],
    ['-5', null],
    ['abc', null],
    ['12-34', null],
    ['', null],
  ])('%s may be taken for %s', (guid, number) => expect(asNumber(guid)).toBe(number))

  it('of any text is taken for what programs write as a number, or for nothing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9.exX+-]{1,8}$/)), (guid) => {
        const number = asNumber(guid)
        if (number !== null && Number.isFinite(Number(number))) expect(isNumber(number)).toBe(true)
      }),
    )
  })
})
