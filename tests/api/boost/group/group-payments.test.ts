import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { componentsOf } from '#api/boost/group/components-of.ts'
import { type Groupable, groupPayments } from '#api/boost/group/group-payments.ts'
import { assignIds, type Known } from '#api/boost/group/plan-boosts.ts'

const BEGIN = Date.UTC(2026, 0, 1)
let made = 0

/** A payment of alice's boost to wallet 1, settled some minutes after the beginning. */
function pay(minutes: number, over: Partial<Groupable> = {}): Groupable {
  made++
  return {
    id: `p${made}`,
    settled_at: new Date(BEGIN + minutes * 60_000),
    order: String(made).padStart(6, '0'),
    recipient: '1 Host',
    shared_key: null,
    uuid_key: null,
    content_key: 'alice',
    sender_id: null,
    message: 'Hello',
    claimed_msat: 1_000,
    named_episode_id: null,
    boost_id: null,
    pinned: false,
    ...over,
  }
}

/** The groups as sets of ids, in an order that tells equal ones. */
const setsOf = (groups: { payments: Groupable[] }[]) =>
  groups
    .map(({ payments }) =>
      payments
        .map(({ id }) => id)
        .sort()
        .join(' '),
    )
    .sort()
const grouped = (...payments: Groupable[]) => setsOf(groupPayments(payments))
const ids = (...groups: Groupable[][]) => setsOf(groups.map((payments) => ({ payments })))

describe('grouping by content', () => {
  it('joins the splits of one press in several wallets', () => {
    const [host, guest] = [pay(0), pay(1, { recipient: '2 Guest' })]
    expect(grouped(host, guest)).toEqual(ids([host, guest]))
  })

  it('makes two boosts of two equal payments to one recipient', () => {
    const [one, two] = [pay(0), pay(1)]
    expect(grouped(one, two)).toEqual(ids([one], [two]))
  })

  it('lets the nth of one wallet meet the nth of another', () => {
    const host = [pay(0), pay(1), pay(2)] as const
    const guest = [0.5, 1.5, 2.5].map((at) => pay(at, { recipient: '2 Guest' })) as [
      Groupable,
      Groupable,
      Groupable,
    ]
    expect(grouped(...guest, ...host)).toEqual(
      ids([host[0], guest[0]], [host[1], guest[1]], [host[2], guest[2]]),
    )
  })

  it('tells recipients of one wallet apart by split name and routing record', () => {
    const [one, two] = [pay(0, { recipient: '1 Host' }), pay(0, { recipient: '1 Host\nwallet-2' })]
    expect(grouped(one, two)).toEqual(ids([one, two]))
  })

  it('reaches ten minutes from where the boost began, and no further', () => {
    const [first, last, late] = [pay(0), pay(10, { recipient: '2' }), pay(10.001, { recipient: '3' })]
    expect(grouped(first, last, late)).toEqual(ids([first, last], [late]))
  })

  it('keeps what contradicts apart, as a possible double', () => {
    const [one, other] = [
      pay(0, { named_episode_id: 'e1' }),
      pay(1, { recipient: '2', named_episode_id: 'e2' }),
    ]
    const groups = groupPayments([one, other])
    expect(groups.map(({ possible_double }) => possible_double)).toEqual([false, true])
  })

  it('never meets another key', () => {
    const [one, other] = [pay(0), pay(0, { recipient: '2', content_key: 'bob' })]
    expect(grouped(one, other)).toEqual(ids([one], [other]))
  })
})

describe('grouping by a shared id', () => {
  const shared = (minutes: number, over: Partial<Groupable> = {}) =>
    pay(minutes, { shared_key: 'x', ...over })

  it('joins within a day, whatever the recipient', () => {
    const [one, two, late] = [shared(0), shared(24 * 60), shared(24 * 60 + 1)]
    expect(grouped(one, two, late)).toEqual(ids([one, two], [late]))
  })

  it('takes a message cut short for the same, and another for a possible double', () => {
    const [whole, cut, other] = [shared(0), shared(1, { message: 'He…' }), shared(2, { message: 'Bye' })]
    const groups = groupPayments([other, cut, whole])
    expect(setsOf(groups)).toEqual(ids([whole, cut], [other]))
    expect(groups.find(({ possible_double }) => possible_double)?.payments).toEqual([other])
  })

  it('takes a uuid for shared only at different recipients', () => {
    const [host, guest] = [pay(0, { uuid_key: 'u' }), pay(30, { uuid_key: 'u', recipient: '2' })]
    expect(grouped(host, guest)).toEqual(ids([host, guest]))
    const [one, two] = [pay(0, { uuid_key: 'v' }), pay(30, { uuid_key: 'v' })]
    expect(grouped(one, two)).toEqual(ids([one], [two]))
  })
})

describe('grouping one press over two rails', () => {
  const address = (minutes: number, id: string, over: Partial<Groupable> = {}) =>
    pay(minutes, { recipient: '2', shared_key: id, ...over })

  it('finds the payment’s own id of one rail as the shared id of the other, whatever the content', () => {
    const keysend = pay(0, { uuid_key: 'x' })
    const leg = address(30, 'x', { message: 'Hel…', content_key: 'cut' })
    expect(grouped(keysend, leg)).toEqual(ids([keysend, leg]))
    const both = pay(0, { shared_key: 'of keysend', uuid_key: 'x' })
    expect(grouped(both, leg)).toEqual(ids([both, leg]))
  })

  it.each([
    ['none', [null, null]],
    ['one of its own', ['one', 'other']],
  ])('lets a payment with %s join one with a shared id by content, whichever comes first', (_, own) => {
    const early = pay(0, { uuid_key: own[0] ?? null })
    const late = pay(2, { uuid_key: own[1] ?? null, recipient: '3' })
    const [leg, other] = [address(1, 'x'), address(3, 'x', { recipient: '4' })]
    expect(grouped(late, leg, early, other)).toEqual(ids([early, leg, late, other]))
  })

  it('never joins two shared ids by content, not over one without between them either', () => {
    const [x, y] = [address(0, 'x'), address(2, 'y', { recipient: '3' })]
    const between = pay(1)
    expect(grouped(x, between, y)).toEqual(ids([x, between], [y]))
    const shared = [pay(0, { uuid_key: 'u' }), pay(1, { uuid_key: 'u', recipient: '4' })]
    expect(grouped(...shared, y)).toEqual(ids(shared, [y]))
  })

  it('lets the nth of one rail meet the nth of another where the button was pressed twice', () => {
    const keysend = [pay(0), pay(1)] as const
    const legs = [address(1.5, 'x'), address(2, 'y')] as const
    expect(grouped(...legs, ...keysend)).toEqual(ids([keysend[0], legs[0]], [keysend[1], legs[1]]))
  })

  it('takes who sends an id on one rail only for the same sender, and two ids for two', () => {
    const [named, known, other] = [
      pay(0),
      address(1, 'x', { sender_id: 'a' }),
      pay(2, { recipient: '3', sender_id: 'b' }),
    ]
    expect(grouped(named, known)).toEqual(ids([named, known]))
    expect(grouped(named, known, other)).toEqual(ids([named, known], [other]))
  })
})

describe('what a host split or joined', () => {
  it('is never regrouped', () => {
    const joined = [
      pay(0, { boost_id: 'b', pinned: true }),
      pay(500, { boost_id: 'b', pinned: true, content_key: 'bob' }),
    ]
    const split = pay(1, { boost_id: 'c', pinned: true, recipient: '2' })
    expect(grouped(...joined, split)).toEqual(ids(joined, [split]))
  })

  it('takes in a late split of its own', () => {
    const [kept, late] = [pay(0, { boost_id: 'b', pinned: true }), pay(1, { recipient: '2' })]
    expect(grouped(kept, late)).toEqual(ids([kept, late]))
  })
})

const anyPayment = fc.record({
  minutes: fc.integer({ min: 0, max: 40 }).map((at) => at * 1.5),
  recipient: fc.constantFrom('1', '2', '3'),
  shared_key: fc.option(fc.constantFrom('s1', 's2'), { freq: 1 }),
  uuid_key: fc.option(fc.constantFrom('u1', 'u2', 's1', 's2'), { freq: 2 }),
  content_key: fc.option(fc.constantFrom('c1', 'c2'), { freq: 2 }),
  sender_id: fc.option(fc.constantFrom('a', 'b'), { freq: 1 }),
  message: fc.constantFrom('Hello', 'He', null, 'Bye'),
  claimed_msat: fc.constantFrom(1, 2, null),
  named_episode_id: fc.constantFrom('e1', 'e2', null),
  boost_id: fc.constantFrom('b1', 'b2', 'b3', null),
  pinned: fc.boolean(),
})
const anySet = fc
  .array(anyPayment, { maxLength: 14 })
  .map((set) => set.map(({ minutes, ...over }) => pay(minutes, over)))
const shuffled = (set: Groupable[]) => fc.shuffledSubarray(set, { minLength: set.length })

describe('grouping any payments', () => {
  it('is a function of the set, whatever the order', () => {
    fc.assert(
      fc.property(
        anySet.chain((set) => fc.tuple(fc.constant(set), shuffled(set))),
        ([set, other]) => {
          expect(groupPayments(other)).toEqual(groupPayments(set))
          expect(groupPayments(set).flatMap(({ payments }) => payments)).toHaveLength(set.length)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('comes to the same component by component: they cannot influence each other', () => {
    fc.assert(
      fc.property(anySet, (set) => {
        const parts = componentsOf(set)
        expect(parts.flat()).toHaveLength(set.length)
        expect(setsOf(parts.flatMap(groupPayments))).toEqual(setsOf(groupPayments(set)))
        const doubles = (groups: ReturnType<typeof groupPayments>) =>
          setsOf(groups.filter(({ possible_double }) => possible_double))
        expect(doubles(parts.flatMap(groupPayments))).toEqual(doubles(groupPayments(set)))
      }),
      { numRuns: 1_000 },
    )
  })

  it('leaves no boost with two shared ids, with two senders, or with two payments of one recipient by content', () => {
    const told = anySet.map((set) => set.map((payment) => ({ ...payment, pinned: false, uuid_key: null })))
    fc.assert(
      fc.property(told, (set) => {
        for (const { payments } of groupPayments(set)) {
          const several = (pick: (payment: Groupable) => string | null) =>
            new Set(payments.map(pick).filter((value) => value !== null)).size
          expect(several(({ shared_key }) => shared_key)).toBeLessThanOrEqual(1)
          expect(several(({ sender_id }) => sender_id)).toBeLessThanOrEqual(1)
          const byContent = payments.filter(({ shared_key }) => shared_key === null)
          expect(several(({ recipient, shared_key }) => (shared_key === null ? recipient : null))).toBe(
            byContent.length,
          )
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('gives each boost one id, never loses one, and lets the senior survive', () => {
    fc.assert(
      fc.property(anySet, fc.infiniteStream(fc.boolean()), (set, read) => {
        const known: Known[] = ['b1', 'b2', 'b3'].map((id, index) => ({
          id,
          read_at: read.next().value ? new Date(BEGIN + index) : null,
          recorded_at: new Date(BEGIN - index),
        }))
        let next = 0
        const { boosts, merged } = assignIds(groupPayments(set), known, () => `new${next++}`)
        const alive = boosts.map(({ id }) => id)
        expect(new Set(alive).size).toBe(boosts.length)
        for (const { id } of known) {
          const held = set.some((payment) => payment.boost_id === id)
          const ended = merged.filter((merge) => merge.id === id)
          expect(alive.filter((other) => other === id).length + ended.length).toBe(held ? 1 : 0)
          for (const { into } of ended) {
            expect(alive).toContain(into)
            const survivor = known.find((other) => other.id === into)
            const loser = known.find((other) => other.id === id)
            expect(survivor?.read_at !== null || loser?.read_at === null).toBe(true)
          }
        }
      }),
      { numRuns: 500 },
    )
  })
})
