import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchClaims } from '#api/claim/match/match-claims.ts'
import { reachedFrom } from '#api/claim/match/reached.ts'
import { type Bundle, compareWords, type Paid, type Telling } from '#api/claim/match/telling.ts'
import { RUNS } from '#tests/helper/runs.ts'

const BEGIN = Date.UTC(2026, 4, 14, 18)
const at = fc.integer({ min: 0, max: 40 }).map((minute) => new Date(BEGIN + minute * 60_000))
const app = fc.constantFrom(null, 'Podverse', 'Fountain')
const sender = fc.constantFrom(null, 'tide', 'winebear')
const episode = fc.constantFrom(null, null, 'One', 'Two')
const total = fc.constantFrom(null, 100_000, 109_000, 200_000)
// What begins alike, too short to be cut, cut, and whole.
const message = fc.constantFrom(
  null,
  'Hi',
  'Hi there',
  'Hi there all of you',
  'Hi there all of you on board',
  'Ahoy',
)

const telling = fc.record<Omit<Telling, 'id' | 'ref'>>({
  route: fc.constantFrom('metaboost', 'note', 'zap'),
  sent_at: at,
  key: fc.constantFrom(null, 'a', 'b'),
  app,
  sender_name: sender,
  message,
  episode_id: episode,
  claimed_msat: total,
  leg_msat: fc.constantFrom(null, 50_000),
  payment_hash: fc.constantFrom(null, null, 'aa', 'bb'),
  url: fc.constantFrom(null, null, 'https://box.example/1', 'https://box.example/2'),
  boost_id: fc.constant(null),
  pinned: fc.constant(false),
})
type Received = Omit<Paid, 'id' | 'boost_id' | 'order' | 'payments'>
const where = {
  settled_at: at,
  message,
  received_msat: fc.constantFrom(20_000, 50_000, 100_000),
  hashes: fc.constantFrom([], ['aa'], ['bb']),
  urls: fc.constantFrom([], ['https://box.example/1']),
  recipients: fc.constantFrom(['1 '], ['2 ']),
}
const described = fc.record<Received>({
  ...where,
  app,
  sender_name: sender,
  episode_id: episode,
  claimed_msat: total,
  plain: fc.constant(null),
})
const plain = fc.record<Received>({
  ...where,
  app: fc.constant(null),
  sender_name: fc.constant(null),
  episode_id: fc.constant(null),
  claimed_msat: fc.constant(null),
  plain: fc.record({ wallet_id: fc.constantFrom(1, 2), leg_of: fc.constant(null) }),
})
const payment = fc.oneof(described, plain)
const sharesOf = fc
  .constantFrom({}, { 1: 0.5, 2: 0.2 })
  .map((shares) => () => [shares].filter((one) => 1 in one))
const said = fc.record({
  claims: fc
    .array(telling, { minLength: 1, maxLength: 6 })
    .map((some) => some.map((one, i): Telling => ({ ...one, id: `claim ${i}`, ref: `${i}` }))),
  paid: fc.array(payment, { maxLength: 4 }).map((some) =>
    some.map(
      (one, i): Paid => ({
        ...one,
        id: `${i}`,
        boost_id: `boost ${i}`,
        order: `${i}`,
        payments: [`${i}`],
      }),
    ),
  ),
  sharesOf,
})

/** Who is with whom, of the bundles with one of these claims. */
const together = (bundles: readonly Bundle[], claims: readonly Telling[]) =>
  bundles
    .filter((bundle) => bundle.claims.some(({ id }) => claims.some((one) => one.id === id)))
    .map(({ paid, legs, claims: its }) =>
      [paid?.id ?? null, ...legs.map(({ id }) => `leg ${id}`), ...its.map(({ id }) => id)].join(', '),
    )
    .sort()

describe('what a claim reaches', () => {
  it('is matched alone as it is among all', () => {
    fc.assert(
      fc.property(said, ({ claims, paid, sharesOf }) => {
        const all = matchClaims(claims, paid, sharesOf)
        for (const { id } of claims) {
          const reached = reachedFrom(claims, paid, new Set([id]))
          expect(together(matchClaims(reached.claims, reached.paid, sharesOf), reached.claims)).toEqual(
            together(all, reached.claims),
          )
        }
      }),
      { numRuns: RUNS * 100 },
    )
  })

  it('has words that were cut, but not ones that another message only begins with', () => {
    expect(compareWords('Hi there all…', 'Hi there all of you')).toBe('same')
    expect(compareWords('Hi', 'Hi there all of you')).toBe('differ')
    expect(compareWords('Hi ', 'Hi')).toBe('same')
  })
})
