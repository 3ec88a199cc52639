import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Claim, judgeClaim, rememberedShares } from '#api/boost/claim/judge-claim.ts'

const judge = (claimed_msat: number, amounts: number[], over: Partial<Claim> = {}) =>
  judgeClaim({
    claimed_msat,
    received: amounts.map((amount_msat, index) => ({ wallet_id: index + 1, amount_msat })),
    shares: [],
    open: false,
    ...over,
  })

describe('a claim in whole sats', () => {
  it.each([
    ['a sat and its rest went away', 1_999, [1_000], { 1: 1 }, 'confirmed'],
    ['a sat more did', 2_000, [1_000], { 1: 1 }, 'doubtful'],
    ['a good third of 5 sats is one sat', 5_000, [1_000], { 1: 0.34, 2: 0.66 }, 'confirmed'],
    ['each of two payments was floored', 5_000, [1_000, 1_000], { 1: 0.35, 2: 0.35 }, 'confirmed'],
    ['one of them was not sent', 5_000, [1_000], { 1: 0.6, 2: 0.4 }, 'doubtful'],
    ['less than a sat is no floored sat', 1_500, [600], { 1: 1 }, 'doubtful'],
  ])('%s', (_, claimed, amounts, shares, claim) => {
    expect(judge(claimed, amounts, { shares: [shares] }).claim).toBe(claim)
  })

  it('is confirmed whatever an app leaves away', () => {
    const splits = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(splits, fc.integer({ min: 1, max: 100_000 }), (parts, sats) => {
        const whole = parts.reduce((sum, part) => sum + part, 0)
        const shares = Object.fromEntries(parts.map((part, index) => [index + 1, part / whole]))
        const received = parts.flatMap((part, index) => {
          const amount_msat = Math.floor((sats * part) / whole) * 1_000
          return amount_msat > 0 ? [{ wallet_id: index + 1, amount_msat }] : []
        })
        const paid = received.reduce((sum, { wallet_id }) => sum + (shares[wallet_id] ?? 0), 0)
        const { claim, counted_msat } = judge(sats * 1_000, [], { received, shares: [shares] })
        if (paid >= 1 / 3) expect([claim, counted_msat]).toEqual(['confirmed', sats * 1_000])
      }),
      { numRuns: 500 },
    )
  })

  it('is never confirmed from twice of what arrived on', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 100_000_000 }),
        (amounts, claimed) => {
          const received = amounts.map((amount_msat) => ({ wallet_id: 1, amount_msat }))
          const arrived = amounts.reduce((sum, amount) => sum + amount, 0)
          const { claim } = judge(claimed, [], { received, shares: [{ 1: 1 }] })
          if (claim === 'confirmed') expect(claimed).toBeLessThan(2 * arrived + 1)
        },
      ),
    )
  })
})

describe('of several shares that could hold', () => {
  const shares = [{ 1: 1 }, { 1: 0.1 }]

  it('any confirms, and all are remembered, so that the order of payments does not tell', () => {
    expect(judge(1_000_000, [100_000], { shares })).toEqual({
      claim: 'confirmed',
      counted_msat: 1_000_000,
      claim_shares: shares,
    })
    expect(judge(1_000_000, [79_999], { shares })).toMatchObject({ claim: 'doubtful', claim_shares: shares })
  })

  it('none disproves where others could hold too', () => {
    expect(judge(1_000_000, [500_000], { shares: [{ 1: 1 }], open: true })).toEqual({
      claim: 'unknown',
      counted_msat: 500_000,
      claim_shares: null,
    })
    expect(judge(1_000_000, [900_000], { shares: [{ 1: 1 }], open: true }).claim).toBe('confirmed')
    expect(judge(100_000_000, [1_000_000], { shares: [{ 1: 1 }], open: true }).claim).toBe('doubtful')
  })
})

it('what an older version confirmed by one share stays, what it doubted is open', () => {
  expect(rememberedShares({ claim: 'confirmed', claim_shares: { 1: 0.5 } })).toEqual([{ 1: 0.5 }])
  expect(rememberedShares({ claim: 'doubtful', claim_shares: { 1: 0.5 } })).toBeNull()
  expect(rememberedShares({ claim: 'doubtful', claim_shares: [{ 1: 0.5 }] })).toEqual([{ 1: 0.5 }])
})
