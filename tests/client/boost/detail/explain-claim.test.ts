import { expect, it } from 'vitest'
import { explainClaim } from '#client/boost/detail/explain-claim.ts'
import { makeBoost } from '#tests/client/make-boost.ts'

it.each([
  [{}, /claims 1,337 sats, and 441\.21 sats arrived here.*The claim is counted/],
  [
    {
      claim: 'doubtful' as const,
      claimed_msat: 2_100_000_000,
      received_msat: 2_000_000,
      counted_msat: 2_000_000,
    },
    /claims 2,100,000 sats, but only 2,000 sats arrived.*the claim is not/,
  ],
  [
    { claim: 'unknown' as const, counted_msat: 441_210 },
    /Your shares are not known.*what arrived is counted/,
  ],
  [{ received_msat: 1_337_000 }, /all of it arrived/],
  [
    { received_msat: 1_400_000, counted_msat: 1_400_000 },
    /but more, 1,400 sats arrived\. What arrived is counted/,
  ],
  [
    { claim: 'unknown' as const, claimed_msat: null },
    /names no total\. 441\.21 sats arrived, and that is counted/,
  ],
  [{ free: true, received_msat: 0 }, /free boost/],
  [
    { fiat: { amount_minor: 500, currency: 'USD' }, received_msat: 0, counted_msat: 0, claimed_msat: null },
    /other money than sats/,
  ],
])('%j is explained', (over, words) => {
  expect(explainClaim(makeBoost(over))).toMatch(words)
})
