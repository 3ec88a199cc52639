import { describe, expect, it } from 'vitest'
import { readPosition } from '#client/air/end/read-position.ts'
import { formatAnonymous, formatHistory, formatRank, formatWarning } from '#client/air/format-segment.ts'
import { dropOn, stepGroup } from '#client/air/list/moves.ts'
import { layAirRows } from '#client/air/list/rows.ts'
import { actionOfKey } from '#client/air/read/keys.ts'
import { asRule, formatRule } from '#client/air/settings/numerology.ts'
import { boostSections } from '#client/air/store/segment-parts.ts'
import { makeGroup, makeSegment, makeSegmentBoost } from '#tests/client/air/make-segment.ts'

const key = (name: string, over = {}) => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...over,
})
const usual = { letters: true, arrowsRead: false }

describe('a key', () => {
  it.each([
    [' ', 'next'],
    ['PageDown', 'next'],
    ['PageUp', 'back'],
    ['ArrowRight', 'forward'],
    ['ArrowLeft', 'back'],
    ['.', 'blank'],
    ['S', 'skip'],
    ['u', 'undo'],
    ['q', null],
  ] as const)('%s does %s', (name, action) => {
    expect(actionOfKey(key(name), usual)).toBe(action)
  })

  it('that is a letter does nothing where letters are off, and none does with Ctrl', () => {
    expect(actionOfKey(key('s'), { letters: false, arrowsRead: false })).toBeNull()
    expect(actionOfKey(key('r', { ctrlKey: true }), usual)).toBeNull()
  })

  it('that is an arrow marks as read where a pedal sends arrows', () => {
    expect(actionOfKey(key('ArrowRight'), { letters: true, arrowsRead: true })).toBe('next')
  })
})

describe('a step of a group', () => {
  const sections = boostSections(
    makeSegment({ baller: [makeGroup('a'), makeGroup('b')], boosts: [makeGroup('c')] }),
  )
  it.each([
    ['b', -1, { section: 'baller', after: null }],
    ['a', 1, { section: 'baller', after: 'b-1' }],
    ['b', 1, { section: 'boosts', after: null }],
    ['c', -1, { section: 'baller', after: 'b-1' }],
    ['a', -1, null],
  ] as const)('%s by %d is %j', (name, way, move) => {
    expect(stepGroup(sections, name, way)).toEqual(move)
  })

  it('dropped on another goes before or behind it', () => {
    const [baller] = sections
    if (!baller) throw new Error('There is no first section')
    const c = makeGroup('c')
    const drop = (isBefore: boolean) => dropOn([c], baller, { key: 'b', isBefore }).get('c-1')
    expect(drop(true)).toEqual({ section: 'baller', after: 'a-1' })
    expect(drop(false)).toEqual({ section: 'baller', after: 'b-1' })
  })
})

describe('the rows of the list', () => {
  const segment = makeSegment({
    boosts: [makeGroup('a', [makeSegmentBoost('a-1'), makeSegmentBoost('a-2', { message: 'Zebra' })])],
    thanks: [makeGroup('t')],
  })
  const keys = (q: string, opened: string[] = []) =>
    layAirRows(segment, { q, opened: new Set(opened) }).map((row) => row.key)

  it('fold Thanks until it is opened, or a search looks into it', () => {
    expect(keys('')).toEqual(['boosts', 'a-1', 'a-2', 'thanks', 'streams'])
    expect(keys('', ['thanks'])).toEqual(['boosts', 'a-1', 'a-2', 'thanks', 't-1', 'streams'])
    expect(keys('zebra')).toEqual(['boosts', 'a-2'])
  })
})

describe('words', () => {
  it('say of a supporter what is new, and nothing where it is as ever', () => {
    const usual = { boost_count: 7, counted_msat: 0, last_sent_at: null, episode_run: 5 }
    const said = (boosts: (number | null)[], over = {}, sent_at = '2026-11-25T00:00:00Z') =>
      formatHistory(
        { ...usual, ...over },
        boosts.map((nth) => ({ nth, sent_at })),
      )
    expect(said([7])).toEqual([])
    expect(said([null])).toEqual([])
    expect(said([1, 2])).toEqual(['first boost'])
    expect(said([99, 100, 101])).toEqual(['100th boost'])
    expect(said([7], { episode_run: 10 })).toEqual(['10 episodes in a row'])
    expect(said([7], { last_sent_at: '2026-06-25T00:00:00Z' })).toEqual([])
    expect(said([7], { last_sent_at: '2026-03-25T00:00:00Z' })).toEqual(['back after 8 months'])
    expect(said([7], { last_sent_at: '2025-11-25T00:00:00Z' })).toEqual(['back after a year'])
    expect(said([50], { last_sent_at: '2023-11-20T00:00:00Z' })).toEqual(['50th boost', 'back after 3 years'])
    expect([1, 2, 3, 4, 11, 22, 113].map(formatRank)).toEqual([
      '1st',
      '2nd',
      '3rd',
      '4th',
      '11th',
      '22nd',
      '113th',
    ])
    expect([1, 4].map(formatAnonymous)).toEqual(['one without a name', '4 without a name'])
  })

  it('warn', () => {
    expect(formatWarning({ kind: 'possible_double', text: null })).toBe('maybe there twice')
    expect(formatWarning({ kind: 'word_in_name', text: 'darn' })).toBe('name says “darn”')
  })

  it('read positions as players show them', () => {
    expect(['41:07', '1:02:31', '9', '1:2'].map(readPosition)).toEqual([2467, 3751, null, null])
  })

  it('make rules of what is typed, and say them again', () => {
    const rule = asRule('exact', 'Leet', '1337, 13370')
    expect(rule).toEqual({ kind: 'exact', label: 'Leet', sats: [1337, 13_370] })
    expect('kind' in rule && formatRule(rule)).toBe('1337, 13370')
    expect(asRule('row', 'Row', '*')).toMatchObject({ digit: null })
    expect(asRule('row', 'Row', 'x')).toHaveProperty('error')
    expect(asRule('steps', 'Steps', '2')).toHaveProperty('error')
    expect(asRule('begins', 'π', '3.14159')).toMatchObject({ digits: '314159', min_length: 3 })
  })
})
