import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Arrangeable, type ArrangeRules, arrange } from '#api/air/order/arrange.ts'
import { DEFAULT_SETTINGS } from '#api/air/settings/air-settings.ts'

const RULES: ArrangeRules = { ...DEFAULT_SETTINGS, baller_sats: 20_000, read_sats: 2000 }
const T0 = Date.parse('2026-11-22T20:00:00Z')
let made = 0

function makeBoost(over: Partial<Arrangeable> & { sats?: number } = {}): Arrangeable {
  made++
  const { sats = 3000, ...rest } = over
  return {
    id: `boost-${String(made).padStart(4, '0')}`,
    supporter_id: `supporter-${made}`,
    counted_msat: sats * 1000,
    fiat_amount_minor: null,
    free: false,
    sent_at: new Date(T0 + made * 1000),
    alone: false,
    move: null,
    moved_at: null,
    ...rest,
  }
}

function moved(boost: Arrangeable, section: 'baller' | 'boosts' | 'thanks', after: string | null, at = 0) {
  return { ...boost, move: { section, after }, moved_at: new Date(T0 + at) }
}

/** The keys of each section that holds any. */
function keys(boosts: Arrangeable[], rules = RULES): Record<string, string[][]> {
  return Object.fromEntries(
    [...arrange(boosts, rules)]
      .filter(([, groups]) => groups.length > 0)
      .map(([kind, groups]) => [kind, groups.map((group) => group.boosts.map((boost) => boost.id))]),
  )
}

describe('the running order', () => {
  it("goes by the supporter's sum in the segment, at or above the marks", () => {
    const [one, two] = [
      makeBoost({ sats: 12_000, supporter_id: 'w' }),
      makeBoost({ sats: 8000, supporter_id: 'w' }),
    ]
    const at = makeBoost({ sats: 2000 })
    const below = makeBoost({ sats: 1999 })
    expect(keys([below, two, at, one])).toEqual({
      baller: [[one.id, two.id]],
      boosts: [[at.id]],
      thanks: [[below.id]],
    })
  })

  it('has ballers largest first, the others in order of arrival', () => {
    const small = makeBoost({ sats: 20_000 })
    const large = makeBoost({ sats: 90_000 })
    const first = makeBoost({ sats: 2000 })
    const second = makeBoost({ sats: 19_000 })
    expect(keys([second, small, first, large])).toEqual({
      baller: [[large.id], [small.id]],
      boosts: [[first.id], [second.id]],
    })
  })

  it('keeps fiat and free boosts apart from sats, and anonymous ones each alone', () => {
    const sats = makeBoost({ supporter_id: 'w' })
    const fiat = makeBoost({ supporter_id: 'w', sats: 0, fiat_amount_minor: 500 })
    const free = makeBoost({ supporter_id: 'w', sats: 0, free: true })
    const [one, two] = [
      makeBoost({ supporter_id: null, sats: 12_000 }),
      makeBoost({ supporter_id: null, sats: 12_000 }),
    ]
    expect(keys([sats, fiat, free, one, two])).toEqual({
      boosts: [[sats.id], [one.id], [two.id]],
      fiat: [[fiat.id]],
      member: [[free.id]],
    })
  })

  it('takes each alone where the show wants that, or the host for one', () => {
    const [one, two] = [
      makeBoost({ supporter_id: 'w', sats: 1500 }),
      makeBoost({ supporter_id: 'w', sats: 1500 }),
    ]
    expect(keys([one, two])).toEqual({ boosts: [[one.id, two.id]] })
    expect(keys([one, two], { ...RULES, together: false })).toEqual({ thanks: [[one.id], [two.id]] })
    expect(keys([one, { ...two, alone: true }])).toEqual({ thanks: [[one.id], [two.id]] })
  })

  it('follows hosts who move a supporter, whole, behind another or to the top', () => {
    const [a, b, c] = [makeBoost(), makeBoost(), makeBoost()]
    const more = makeBoost({ supporter_id: c.supporter_id })
    expect(keys([a, b, moved(c, 'boosts', a.id), more])).toEqual({
      boosts: [[a.id], [c.id, more.id], [b.id]],
    })
    expect(keys([a, b, moved(c, 'boosts', null), more])).toEqual({
      boosts: [[c.id, more.id], [a.id], [b.id]],
    })
    expect(keys([a, b, moved(c, 'thanks', null)])).toEqual({ boosts: [[a.id], [b.id]], thanks: [[c.id]] })
  })

  it('has first what is pinned, and reads it however small it is', () => {
    const [a, b] = [makeBoost(), makeBoost()]
    const pinned = { ...makeBoost({ sats: 10 }), pinned: true }
    expect(keys([a, b, pinned, moved(makeBoost({ id: 'top' }), 'boosts', null)])).toEqual({
      boosts: [[pinned.id], ['top'], [a.id], [b.id]],
    })
    expect(keys([a, pinned], { ...RULES, from_sats: 5000 })).toEqual({
      boosts: [[pinned.id]],
      thanks: [[a.id]],
    })
    const large = makeBoost({ sats: 30_000 })
    expect(keys([a, large], { ...RULES, from_sats: 50_000 })).toEqual({ thanks: [[a.id], [large.id]] })
  })

  it('makes moves in the order in which hosts made them', () => {
    const [a, b, c] = [makeBoost(), makeBoost(), makeBoost()]
    expect(keys([moved(a, 'boosts', c.id, 1), moved(b, 'boosts', a.id, 2), c])).toEqual({
      boosts: [[c.id], [a.id], [b.id]],
    })
    expect(keys([moved(a, 'boosts', b.id, 2), moved(b, 'boosts', a.id, 1), c])).toEqual({
      boosts: [[b.id], [a.id], [c.id]],
    })
  })

  it('puts what was moved behind something that is gone where it arrived', () => {
    const [a, b, c] = [makeBoost(), makeBoost(), makeBoost()]
    expect(keys([a, moved(b, 'boosts', 'gone'), c])).toEqual({ boosts: [[a.id], [b.id], [c.id]] })
    const low = makeBoost({ sats: 10 })
    expect(keys([a, moved(b, 'thanks', c.id), c, low])).toEqual({
      boosts: [[a.id], [c.id]],
      thanks: [[b.id], [low.id]],
    })
  })
})

const boostsArb = fc
  .array(
    fc.record({
      supporter: fc.option(fc.nat(5)),
      sats: fc.constantFrom(10, 1999, 2000, 15_000, 20_000),
      money: fc.constantFrom('sats', 'fiat', 'free'),
      alone: fc.boolean(),
      pinned: fc.boolean(),
      move: fc.option(
        fc.record({
          section: fc.constantFrom('baller', 'boosts', 'thanks'),
          after: fc.option(fc.nat(12)),
          at: fc.nat(50),
        }),
      ),
    }),
    { maxLength: 12 },
  )
  .map((drafts) => {
    const plain = drafts.map(({ supporter, sats, money, alone, pinned }) =>
      makeBoost({
        supporter_id: supporter === null ? null : `supporter ${supporter}`,
        sats: money === 'sats' ? sats : 0,
        fiat_amount_minor: money === 'fiat' ? 500 : null,
        free: money === 'free',
        alone,
        pinned,
      }),
    )
    return plain.map((boost, at) => {
      const move = drafts[at]?.move
      const after =
        move?.after === undefined || move.after === null ? null : (plain[move.after]?.id ?? 'gone')
      return move ? moved(boost, move.section, after, move.at) : boost
    })
  })

describe('whatever hosts do', () => {
  it('every boost is in the order once, whatever order they are given in', () => {
    fc.assert(
      fc.property(boostsArb, (boosts) => {
        const order = keys(boosts)
        const ids = Object.values(order).flat(2)
        expect(ids.toSorted()).toEqual(boosts.map((boost) => boost.id).sort())
        expect(keys(boosts.toReversed())).toEqual(order)
      }),
    )
  })

  it('what is there keeps its order when another supporter arrives', () => {
    fc.assert(
      fc.property(boostsArb, (boosts) => {
        const fresh = makeBoost({ supporter_id: 'somebody new', sats: 3000 })
        const before = keys(boosts)
        const after = keys([...boosts, fresh])
        const without = Object.entries(after).map(
          ([kind, groups]) => [kind, groups.filter(([id]) => id !== fresh.id)] as const,
        )
        expect(Object.fromEntries(without.filter(([, groups]) => groups.length > 0))).toEqual(before)
      }),
    )
  })
})
