import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Observation, proposeShares } from '#api/show/share/propose-shares.ts'

function seen(wallet: string, ratios: number[], voter?: string): Observation[] {
  return ratios.map((ratio, index) => ({ wallet, ratio, voter: voter ?? `${wallet} ${index}` }))
}

describe('proposed shares', () => {
  it('are the usual ratio of each wallet', () => {
    const observations = [
      ...seen('node', [0.33, 0.33, 0.3299, 0.33, 0.3301, 0.33]),
      ...seen('hub', [0.5, 0.5, 0.5, 0.4999, 0.5]),
    ]
    expect(proposeShares(observations)).toEqual({ node: 0.33, hub: 0.5 })
  })

  it('say nothing where fewer than five boosts were seen', () => {
    expect(proposeShares([])).toBeNull()
    expect(proposeShares(seen('node', [0.33, 0.33, 0.33, 0.33]))).toBeNull()
    const observations = [...seen('node', [0.33, 0.33, 0.33, 0.33]), ...seen('hub', Array(5).fill(0.5))]
    expect(proposeShares(observations)).toEqual({ hub: 0.5 })
  })

  it('say nothing where boosts do not agree', () => {
    expect(proposeShares(seen('node', [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]))).toBeNull()
  })

  it('do not follow one liar, however often they lie', () => {
    const observations = [
      ...seen('node', [0.33, 0.33, 0.33, 0.33, 0.33]),
      ...seen('node', Array(100).fill(0.001), 'liar'),
    ]
    expect(proposeShares(observations)).toEqual({ node: 0.33 })
  })

  it('follow a single supporter where there is no other', () => {
    expect(proposeShares(seen('node', Array(8).fill(0.25), 'the only one'))).toEqual({ node: 0.25 })
  })

  it('keep thirds', () => {
    expect(proposeShares(seen('node', Array(5).fill(1 / 3)))).toEqual({ node: 0.3333 })
  })

  it('say nothing where wallets would get more than the whole', () => {
    const observations = [...seen('node', Array(5).fill(0.9)), ...seen('hub', Array(5).fill(0.9))]
    expect(proposeShares(observations)).toBeNull()
    expect(proposeShares(seen('node', Array(5).fill(3)))).toBeNull()
  })

  it('are shares whatever was seen', () => {
    const observation = fc.record({
      wallet: fc.constantFrom('a', 'b', 'c'),
      voter: fc.constantFrom('x', 'y', 'z'),
      ratio: fc.double({ min: 0, max: 1e6, noNaN: true }),
    })
    fc.assert(
      fc.property(fc.array(observation, { maxLength: 60 }), (observations) => {
        const proposal = proposeShares(observations)
        if (proposal === null) return
        const shares = Object.values(proposal)
        expect(shares.every((share) => share > 0 && share <= 1)).toBe(true)
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeLessThanOrEqual(1.01)
      }),
    )
  })
})
