import { describe, expect, it } from 'vitest'
import { formatSats } from '#client/format/sats.ts'
import { pageLocale, readerLocales } from '#client/language/locale.ts'

describe("the reader's languages", () => {
  it('leave out words that Intl does not know, which would throw', () => {
    expect(readerLocales(['C', 'en_US@posix', '', 'de-CH'])).toEqual(['de-CH'])
  })

  it('may all be bad: then numbers are written in the default way', () => {
    expect(formatSats(1_000_000, readerLocales(['C', '*']))).toMatch(/^1.?000$/)
  })

  it('decide in which order English dates are written', () => {
    expect(pageLocale(['de', 'en-US'])).toBe('en-US')
    expect(pageLocale(['de', 'fr'])).toBe('en-GB')
  })
})
