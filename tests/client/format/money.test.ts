import { describe, expect, it } from 'vitest'
import { formatMoney } from '#client/format/money.ts'
import { parseMoney, parseSats } from '#client/format/parse-money.ts'

describe('money', () => {
  it.each([
    [500, 'USD', ['en-US'], '$5.00'],
    [500, 'JPY', ['en-US'], '¥500'],
    [1234, 'KWD', ['en-US'], 'KWD 1.234'],
    [-2140, 'USD', ['en-US'], '-$21.40'],
    [500, 'EUR', ['de-DE'], '5,00 €'],
  ])('%d of the minor unit of %s in %j is %s', (amount_minor, currency, locales, text) => {
    expect(formatMoney({ amount_minor, currency }, locales).replace(/\s/g, ' ')).toBe(text)
  })

  it.each([
    ['5', 'USD', 500],
    ['5.5', 'USD', 550],
    ['5,50', 'EUR', 550],
    ['500', 'JPY', 500],
    ['1.234', 'KWD', 1234],
    ['5.555', 'USD', null],
    ['5.5', 'JPY', null],
    ['-5', 'USD', null],
    ['five', 'USD', null],
    ['', 'USD', null],
  ])('typed as %j in %s is %j', (text, currency, minor) => {
    expect(parseMoney(text, currency)).toBe(minor)
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
