import { describe, expect, it } from 'vitest'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import { formatPresent, hearPresence, SAY_MS, stillThere } from '#client/air/desk/present.ts'
import { allToTop, dropOn } from '#client/air/list/moves.ts'
import { idsOf, layAirRows } from '#client/air/list/rows.ts'
import { cutOf, formatTarget, formatTooMany } from '#client/air/plan/cut.ts'
import { readMinutes, readSats } from '#client/air/plan/read-plan.ts'
import { spentSeconds } from '#client/air/plan/spent.ts'
import { refresh } from '#client/air/store/arrivals.ts'
import { boostSections, groupsOf } from '#client/air/store/segment-parts.ts'
import { makeGroup, makeSegment, makeSegmentBoost } from '#tests/client/air/make-segment.ts'

const plan = (target_s: number | null): Pick<SegmentJson, 'plan'> => ({
  plan: { ...makeSegment({}).plan, target_s },
})
const words = (count: number) => 'word '.repeat(count).trim()
/** A turn of so many words, its sender's name among them: at 120 a minute, 2 a second, after 10 s. */
const turn = (key: string, count: number, over = {}) => {
  const boost = makeSegmentBoost(`${key}-1`, { message: words(count - 1) })
  return makeGroup(key, [{ ...boost, item: { ...boost.item, ...over } }])
}

describe('the line where the time ends', () => {
  // 20 s each; Thanks 10.5 s and streams 14 s are set aside.
  const groups = {
    baller: [turn('a', 20)],
    boosts: [turn('b', 20), turn('c', 20), turn('d', 20)],
    thanks: [makeGroup('t')],
  }
  it('is before the first turn that is too many', () => {
    const cut = cutOf(makeSegment(groups, plan(65)))
    expect(cut).toMatchObject({ key: 'c', turns: 2, target_s: 65 })
    expect(cut?.over_s).toBeCloseTo(80 + 10.5 + 14 - 65, 5)
    const rows = layAirRows(makeSegment(groups, plan(65)), { q: '', opened: new Set() })
    expect(rows.map(({ key }) => key)).toEqual([
      'baller',
      'a-1',
      'boosts',
      'b-1',
      'cut',
      'c-1',
      'd-1',
      'thanks',
      'streams',
    ])
  })

  it('is nowhere where all fits, nobody said how long, or something is looked for', () => {
    expect(cutOf(makeSegment(groups, plan(110)))).toBeNull()
    expect(cutOf(makeSegment(groups, plan(null)))).toBeNull()
    const looked = layAirRows(makeSegment(groups, plan(65)), { q: 'word', opened: new Set() })
    expect(looked.map(({ kind }) => kind)).not.toContain('cut')
  })

  it('moves down when something is skipped or held, and on air is counted from what is left', () => {
    const skipped = { ...groups, baller: [turn('a', 20, { status: 'skipped' })] }
    expect(cutOf(makeSegment(skipped, plan(65)))).toMatchObject({ key: 'd', turns: 1 })
    const read = { ...groups, baller: [turn('a', 20, { status: 'read' })] }
    expect(cutOf(makeSegment(read, plan(105)), 20)).toBeNull()
    expect(cutOf(makeSegment(read, plan(105)), 40)).toMatchObject({ key: 'd', turns: 1 })
  })

  it('is told in words', () => {
    expect([720, 3900, 3600, 90].map(formatTarget)).toEqual(['12 min', '1 h 5 min', '1 h', '90 s'])
    expect([1, 3].map((turns) => formatTooMany({ turns }))).toEqual(['1 turn too many', '3 turns too many'])
    expect(['12', '', '0', 'x'].map(readMinutes)).toEqual([720, null, null, null])
    expect(['5,000', '12 000', '', '0'].map(readSats)).toEqual([5000, 12_000, null, null])
  })
})

describe('the time that a segment has taken', () => {
  const recording = { started_at: '2026-11-25T20:00:00.000Z', offset_s: 0, pauses: [] }
  const at = (second: number) => Date.parse('2026-11-25T20:00:00Z') + second * 1000
  const read = (second: number) => ({ status: 'read', read_at: new Date(at(second)).toISOString() })
  const segment = (over = {}) =>
    makeSegment(
      { boosts: [turn('a', 20, read(1000)), turn('b', 20, read(1050)), turn('c', 20)] },
      { recording, ...over },
    )

  it('begins with the first turn that was read while the clock ran, by as much before as it takes', () => {
    expect(spentSeconds(segment(), at(1030))).toBe(50)
    const early = makeSegment(
      { boosts: [turn('a', 20, read(-300)), turn('b', 20, read(500))] },
      { recording },
    )
    expect(spentSeconds(early, at(500))).toBe(20)
  })

  it('stands still while the clock does, and is unknown before anything was read or without a clock', () => {
    const pauses = [{ from: new Date(at(1010)).toISOString(), to: new Date(at(1110)).toISOString() }]
    expect(spentSeconds(segment({ recording: { ...recording, pauses } }), at(1130))).toBe(50)
    expect(spentSeconds(segment({ recording: null }), at(1030))).toBeNull()
    expect(spentSeconds(makeSegment({ boosts: [turn('a', 20)] }, { recording }), at(1030))).toBeNull()
  })
})

describe('what has no words', () => {
  const silent = (id: string, over = {}) => makeSegmentBoost(id, { message: null, ...over })
  const rowsOf = (boosts: ReturnType<typeof silent>[], opened: string[] = [], over = {}) =>
    layAirRows(makeSegment({ boosts: [makeGroup('a', boosts)] }, over), { q: '', opened: new Set(opened) })

  it('is a line under the others of its supporter, and goes with them', () => {
    const rows = rowsOf([silent('1'), makeSegmentBoost('2'), silent('3')])
    expect(rows.map(({ key }) => key)).toEqual(['boosts', '2', 'silent a', 'streams'])
    const [, row] = rows
    expect(row?.kind === 'boost' && idsOf(row)).toEqual(['2', '1', '3'])
    expect(rowsOf([silent('1'), silent('2')]).map(({ key }) => key)).toEqual([
      'boosts',
      '1',
      'silent a',
      'streams',
    ])
  })

  it('is a row where it is unfolded, starred or noted, or folding is off', () => {
    const boosts = [makeSegmentBoost('1'), silent('2'), silent('3')]
    const all = ['boosts', '1', '2', '3', 'streams']
    expect(rowsOf(boosts, ['a']).map(({ key }) => key)).toEqual(all)
    const off = { plan: { ...makeSegment({}).plan, fold: false } }
    expect(rowsOf(boosts, [], off).map(({ key }) => key)).toEqual(all)
    const { item } = silent('2')
    const marked = [makeSegmentBoost('1'), silent('2', { item: { ...item, starred: true } })]
    expect(rowsOf(marked).map(({ key }) => key)).toEqual(['boosts', '1', '2', 'streams'])
  })
})

describe('several turns', () => {
  const segment = makeSegment({ boosts: ['a', 'b', 'c', 'd'].map((key) => makeGroup(key)) })
  const [, boosts] = boostSections(segment)
  const pick = (...keys: string[]) => groupsOf(segment).filter(({ key }) => keys.includes(key))

  it('are dropped in the order in which they stand, and put at the top so', () => {
    if (!boosts) throw new Error('There is no section')
    const drop = (keys: string[], key: string, isBefore: boolean) => [
      ...dropOn(pick(...keys), boosts, { key, isBefore }),
    ]
    expect(drop(['a', 'c'], 'd', false)).toEqual([
      ['a-1', { section: 'boosts', after: 'd-1' }],
      ['c-1', { section: 'boosts', after: 'a-1' }],
    ])
    expect(drop(['c'], 'a', true)).toEqual([['c-1', { section: 'boosts', after: null }]])
    // Before its own neighbour: behind the one that does not move.
    expect(drop(['b'], 'c', true)).toEqual([['b-1', { section: 'boosts', after: 'a-1' }]])
    expect([...allToTop(pick('b', 'd'), 'thanks')]).toEqual([
      ['b-1', { section: 'thanks', after: null }],
      ['d-1', { section: 'thanks', after: 'b-1' }],
    ])
  })

  it('that another host moved are moved here, though something arrived that waits', () => {
    const moved = { ...makeGroup('d'), moved: true }
    const latest = makeSegment({
      boosts: [makeGroup('a'), moved, makeGroup('new'), makeGroup('b'), makeGroup('c')],
    })
    const keys = (json: SegmentJson) => groupsOf(json).map(({ key }) => key)
    expect(keys(refresh(segment, latest, new Set(['a-1'])))).toEqual(['a', 'd', 'b', 'c'])
    const news = makeSegment({ boosts: ['new', 'b', 'a', 'c', 'd'].map((key) => makeGroup(key)) })
    expect(keys(refresh(segment, news, new Set(['a-1'])))).toEqual(['a', 'b', 'c', 'd'])
  })
})

describe('who else is there', () => {
  const says = (device: string, person: string, doing: 'follows' | 'reads' | 'remote', left = false) =>
    ({ kind: 'presence', segment_id: 's', device, person, doing, left }) as const

  it('is told in words, each person once', () => {
    const heard = [says('1', 'Brent', 'follows'), says('2', 'Ann', 'follows'), says('3', 'Chris', 'remote')]
    const present = heard.reduce((before, event) => hearPresence(before, event, 0), stillThere([], 0))
    expect(formatPresent(present)).toBe('Ann and Brent follow · Chris has a remote')
    const reads = hearPresence(present, says('2', 'Ann', 'reads'), 0)
    expect(formatPresent(reads)).toBe('Brent follows · Ann reads · Chris has a remote')
    expect(formatPresent(hearPresence(present, says('1', 'Brent', 'follows', true), 0))).toMatch(
      /^Ann follows/,
    )
  })

  it('is forgotten after three silences', () => {
    const present = hearPresence([], says('1', 'Brent', 'follows'), 0)
    expect(stillThere(present, 2 * SAY_MS)).toHaveLength(1)
    expect(stillThere(present, 3 * SAY_MS)).toHaveLength(0)
  })
})
