import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldText, matchesRule } from '#api/payment/match-rule.ts'

const onMemo = (memo_contains: string) => ({ memo_contains, wallet_id: null, min_msat: null, max_msat: null })
const matches = (rule: string, memo: string | null) =>
  matchesRule(onMemo(rule), { memo, wallet_id: 1, amount_msat: 1_000 })

describe('a rule on the memo', () => {
  it.each([
    ['istanbul', 'İstanbul kahvesi'],
    ['İSTANBUL', 'istanbul kahvesi'],
    ['ısparta', 'ISPARTA GÜLÜ'],
    ['STRASSE', 'Hauptstraße 1'],
    ['ΟΔΥΣΣΕΎΣ', 'ο Οδυσσεύς'],
    ['ёлка', 'ЁЛКА'],
    ['shop order', 'SHOP\u00a0 ORDER 12'],
    ['wool', 'w\u200bool'],
    ['ｗｏｏｌ', 'Wool'],
  ])('%j is about %j', (rule, memo) => {
    expect(matches(rule, memo)).toBe(true)
  })

  it.each([
    ['cafe', 'Café'],
    ['май', 'маи'],
    ['wool', null],
    ['\u200b', 'anything'],
  ])('%j is not about %j', (rule, memo) => {
    expect(matches(rule, memo)).toBe(false)
  })

  it('is about every memo that holds it, in whichever case either is written', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(text, fc.string({ unit: 'grapheme', maxLength: 8 }), (part, around) => {
        fc.pre(foldText(part).trim() !== '')
        const folded = foldText(part)
        expect(foldText(folded)).toBe(folded)
        expect(matches(part, `${around} ${part.toUpperCase()} ${around}`)).toBe(true)
        expect(matches(part.toUpperCase(), `${around} ${part} ${around}`)).toBe(true)
      }),
    )
  })
})

describe('a rule on wallet and amount', () => {
  it('holds at both ends, and for sats only', () => {
    const rule = { memo_contains: null, wallet_id: 1, min_msat: 1_000, max_msat: 2_000 }
    const about = (amount_msat: number | null, wallet_id = 1) =>
      matchesRule(rule, { memo: null, wallet_id, amount_msat })
    expect([999, 1_000, 2_000, 2_001, null].map((amount) => about(amount))).toEqual([
      false,
      true,
      true,
      false,
      false,
    ])
    expect(about(1_000, 2)).toBe(false)
  })
})
