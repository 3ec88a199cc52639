import { describe, expect, it } from 'vitest'
import { sayMoney } from '#api/air/notes/format.ts'
import { formatIn } from '#api/public/page/format.ts'
import { minorDigits } from '#api/rate/minor-digits.ts'
import { digitsOf } from '#client/format/minor-digits.ts'
import { formatMoney } from '#client/format/money.ts'
import { parseMoney, parseSats } from '#client/format/parse-money.ts'

describe('money', () => {
  it.each([
    [500, 'USD', ['en-US'], '$5.00'],
    [500, 'JPY', ['en-US'], '¥500'],
    [1234, 'KWD', ['en-US'], 'KWD 1.234'],
    [1234, 'IQD', ['en-US'], 'IQD 1.234'],
    [1_234_500, 'HUF', ['en-US'], 'HUF 12,345.00'],
    [12_345, 'RSD', ['en-US'], 'RSD 123.45'],
    [-2140, 'USD', ['en-US'], '-$21.40'],
    [500, 'EUR', ['de-DE'], '5,00 €'],
  ])('%d of the minor unit of %s in %j is %s', (amount_minor, currency, locales, text) => {
    expect(formatMoney({ amount_minor, currency }, locales).replace(/\s/g, ' ')).toBe(text)
  })

  it.each(['USD', 'JPY', 'IQD', 'HUF', 'RSD'])(
    'is on a public page and in notes what it is on the screen: %s',
    (currency) => {
      const money = { amount_minor: 1_234_500, currency }
      const onScreen = formatMoney(money, ['en'])
      expect(sayMoney(money)).toBe(onScreen)
      expect(formatIn('en', 'en').money(money.amount_minor, currency)).toBe(onScreen)
    },
  )

  it.each([
    ['5', 'USD', 500],
    ['5.5', 'USD', 550],
    ['5,50', 'EUR', 550],
    ['500', 'JPY', 500],
    ['1.234', 'KWD', 1234],
    ['12345', 'HUF', 1_234_500],
    ['5.555', 'USD', null],
    ['5.5', 'JPY', null],
    ['-5', 'USD', null],
    ['five', 'USD', null],
    ['', 'USD', null],
  ])('typed as %j in %s is %j', (text, currency, minor) => {
    expect(parseMoney(text, currency)).toBe(minor)
  })
})

describe('the digits of a minor unit', () => {
  it('are the same in the browser and in the service, whatever their Intl has', () => {
    const currencies = Intl.supportedValuesOf('currency')
    expect(currencies.map((code) => [code, digitsOf(code)])).toEqual(
      currencies.map((code) => [code, minorDigits(code)]),
    )
  })
})

describe('sats as typed', () => {
  it.each([
    ['1337', 1_337_000],
    ['1,337', 1_337_000],
    ['1.000.000', 1_000_000_000],
    ['1 337', 1_337_000],
    ['13,37', null],
    ['1.5', null],
    ['-1', null],
    ['0', 0],
    ['9007199254740', 9_007_199_254_740_000],
    ['9999999999999', null],
  ])('%j are %j msat', (text, msat) => {
    expect(parseSats(text)).toBe(msat)
  })
})
