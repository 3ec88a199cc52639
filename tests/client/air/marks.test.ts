import { describe, expect, it } from 'vitest'
import { arrivalsOf, refresh } from '#client/air/store/arrivals.ts'
import { type Pending, withItems, withPending } from '#client/air/store/pending.ts'
import { boostsOf, groupsOf } from '#client/air/store/segment-parts.ts'
import { makeGroup, makeSegment, makeSegmentBoost } from '#tests/client/air/make-segment.ts'

const NONE: ReadonlySet<string> = new Set()
const segment = makeSegment({ baller: [makeGroup('a'), makeGroup('b')], thanks: [makeGroup('c')] })

function pending(boost_id: string, shows: Pending['shows'], undo: string | null = null): Pending {
  const op = { op_id: `op-${boost_id}`, boost_id, set: undo ? {} : shows, undo, seen_version: 0 }
  return { segment_id: 'segment', op, shows, made: { page: 0, counted: 0, clock: 0 } }
}
const statuses = (of: typeof segment) => boostsOf(of).map(({ item }) => item.status)

describe('marks that the server has not heard of', () => {
  it('show at once, and count', () => {
    const shown = withPending(segment, [
      pending('a-1', { status: 'read' }),
      pending('b-1', { status: 'held' }),
    ])
    expect(statuses(shown)).toEqual(['read', 'held', 'unread'])
    expect(shown.totals).toMatchObject({ unread: 1, unread_above_thanks: 0, held: 1 })
  })

  it('taken back show what was there before', () => {
    const ops = [pending('a-1', { status: 'read' }), pending('a-1', { status: 'unread' }, 'op-a-1')]
    expect(statuses(withPending(segment, ops))).toEqual(['unread', 'unread', 'unread'])
  })

  it('of another segment show nothing', () => {
    const other = { ...pending('a-1', { status: 'read' }), segment_id: 'former' }
    expect(withPending(segment, [other])).toBe(segment)
  })

  it('move a group into a section, behind another or to the top', () => {
    const top = withPending(segment, [pending('c-1', { move: { section: 'baller', after: null } })])
    expect(groupsOf(top).map(({ key }) => key)).toEqual(['c', 'a', 'b'])
    const behind = withPending(segment, [pending('a-1', { move: { section: 'thanks', after: 'c-1' } })])
    expect(groupsOf(behind).map(({ key }) => key)).toEqual(['b', 'c', 'a'])
  })
})

describe('what the server says of items', () => {
  const item = { ...boostsOf(segment)[0]?.item, status: 'read', version: 3 } as const

  it('is taken, also under a former id, but never if it is older', () => {
    const base = makeSegmentBoost('a-1').item
    const said = { boost_id: 'a-new', also: ['a-1'], item: { ...base, ...item }, move: null }
    const once = withItems(segment, [said])
    expect(statuses(once)[0]).toBe('read')
    const older = { ...said, item: { ...said.item, status: 'unread' as const, version: 2 } }
    expect(statuses(withItems(once, [older]))[0]).toBe('read')
  })
})

describe('what arrives while a segment is read', () => {
  const latest = makeSegment({
    baller: [makeGroup('new'), makeGroup('a'), makeGroup('b')],
    thanks: [makeGroup('c')],
  })

  it('is counted, and moves nothing', () => {
    expect(arrivalsOf(segment, latest)).toEqual(['new-1'])
    expect(groupsOf(refresh(segment, latest, NONE)).map(({ key }) => key)).toEqual(['a', 'b', 'c'])
  })

  it('leaves marks of others on what is there', () => {
    const read = withPending(latest, [pending('b-1', { status: 'read' })])
    expect(statuses(refresh(segment, read, NONE))).toEqual(['unread', 'read', 'unread'])
  })

  it('and nothing new is shown in the order of now', () => {
    const moved = withPending(segment, [pending('c-1', { move: { section: 'baller', after: null } })])
    expect(groupsOf(refresh(segment, moved, NONE)).map(({ key }) => key)).toEqual(['c', 'a', 'b'])
  })

  it('never takes away what is being read', () => {
    const gone = makeSegment({ baller: [makeGroup('b')], thanks: [makeGroup('c')] })
    expect(groupsOf(refresh(segment, gone, new Set(['a-1']))).map(({ key }) => key)).toEqual(['a', 'b', 'c'])
    expect(groupsOf(refresh(segment, gone, NONE)).map(({ key }) => key)).toEqual(['b', 'c'])
  })

  it('of the next segment waits until it is asked for', () => {
    const next = makeSegment({ boosts: [makeGroup('x')] }, { id: 'next' })
    expect(refresh(segment, next, NONE)).toBe(segment)
    expect(arrivalsOf(segment, next)).toEqual([])
  })
})
