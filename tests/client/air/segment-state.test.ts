import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldMarks, type TimedMark } from '#api/air/mark/fold-marks.ts'
import type { MarkedItem, MarkSet, MarksAnswer, MarksSince } from '#api/contract/air/mark.ts'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import { boostsOf } from '#client/air/store/segment-parts.ts'
import {
  type Act,
  asKept,
  EMPTY,
  lastAct,
  reduce,
  type SegmentEvent,
  type SegmentState,
  segmentOf,
} from '#client/air/store/segment-state.ts'
import { makeGroup, makeSegment, makeSegmentBoost } from '#tests/client/air/make-segment.ts'

const STATUSES = ['unread', 'read', 'skipped', 'held'] as const

/** A service that takes marks as the real one does, and tells of them. */
class Server {
  boosts = ['a', 'b', 'c']
  clock = 0
  revision = 0
  readonly marks = new Map<string, TimedMark[]>()
  /** At which revision a boost was marked last. */
  readonly touched = new Map<string, number>()
  readonly ops = new Set<string>()

  private item(id: string): MarkedItem {
    const marks = this.marks.get(id) ?? []
    const { status, starred, note, read_at, alone, pinned, move } = foldMarks(marks)
    const version = marks.length
    const item = {
      status,
      starred,
      note,
      read_at: read_at?.toISOString() ?? null,
      version,
      pinned,
      alone,
      carried: null,
    }
    return { boost_id: id, also: [], item, move }
  }

  take(pending: SegmentState['pending']): MarksAnswer {
    const ids = new Set(pending.map(({ op }) => op.boost_id))
    this.revision += 1
    for (const { op, made } of pending) {
      if (this.ops.has(op.op_id)) continue
      this.ops.add(op.op_id)
      const marks = this.marks.get(op.boost_id) ?? []
      const { op_id, set, undo, seen_version } = op
      const version = marks.length + 1
      this.marks.set(op.boost_id, [
        ...marks,
        { op_id, set, undo, seen_version, version, made_at: new Date(made.clock) },
      ])
      this.touched.set(op.boost_id, this.revision)
    }
    return { items: [...ids].map((id) => this.item(id)), rejected: [], revision: this.revision }
  }

  segment(): SegmentJson {
    this.clock += 1
    const groups = this.boosts.map((id) =>
      makeGroup(id, [makeSegmentBoost(id, { item: this.item(id).item })]),
    )
    return makeSegment(
      { boosts: groups },
      { revision: this.revision, as_of: new Date(this.clock).toISOString() },
    )
  }

  since(revision: number): MarksSince {
    const items = [...this.touched].filter(([, at]) => at > revision).map(([id]) => this.item(id))
    return { items, revision: this.revision, place: null, cue: null, closed_at: null, reload: false }
  }
}

/** A browser: what it knows, what its device keeps, and answers that are under way to it. */
class Device {
  state = reduce(EMPTY, { kind: 'recalled', kept: null })
  kept: ReturnType<typeof asKept> = null
  readonly coming: SegmentEvent[] = []
  readonly made = new Set<string>()

  note(event: SegmentEvent): void {
    const seen = this.versions()
    this.state = reduce(this.state, event)
    this.kept = asKept('kill-show', this.state) ?? this.kept
    for (const [id, version] of this.versions())
      expect(version, `${event.kind} takes back what is known of ${id}`).toBeGreaterThanOrEqual(
        seen.get(id) ?? 0,
      )
  }
  versions(): Map<string, number> {
    return new Map(
      this.state.shown ? boostsOf(this.state.shown).map(({ id, item }) => [id, item.version]) : [],
    )
  }
  items() {
    const segment = segmentOf(this.state)
    return segment
      ? Object.fromEntries(
          boostsOf(segment).map(({ id, item: { status, starred, note } }) => [id, { status, starred, note }]),
        )
      : {}
  }
}

let counter = 0
const newId = () => `op-${++counter}`
type World = { server: Server; devices: Device[]; time: number }

function act(world: World, device: Device, boost: string, set: MarkSet): void {
  const segment = segmentOf(device.state)
  const found = segment && boostsOf(segment).find(({ id }) => id === boost)
  if (!segment || !found) return
  const { status, starred, note } = found.item
  const before = Object.fromEntries(Object.entries({ status, starred, note }).filter(([name]) => name in set))
  const op_id = newId()
  device.made.add(op_id)
  const one: Act = { segment_id: segment.id, set, slide: null, ops: [{ op_id, boost_id: boost, before }] }
  device.note({ kind: 'acted', act: one, made: momentOf(world) })
}

function momentOf(world: World) {
  world.time += 1
  return { page: 0, counted: world.time, clock: world.time }
}

function undo(world: World, device: Device): void {
  const one = lastAct(device.state)
  if (!one) return
  const op_id = newId()
  device.made.add(op_id)
  device.note({ kind: 'undone', act: one, op_ids: [op_id], made: momentOf(world) })
}

const device = fc.nat(1)
const which = fc.nat(20)
const step = fc.oneof(
  fc.record({ do: fc.constant('mark' as const), device, which, status: fc.constantFrom(...STATUSES) }),
  fc.record({ do: fc.constant('star' as const), device, which, starred: fc.boolean() }),
  fc.record({ do: fc.constant('note' as const), device, which, note: fc.constantFrom('one', 'two', null) }),
  fc.record({ do: fc.constant('undo' as const), device }),
  fc.record({
    do: fc.constant('send' as const),
    device,
    fate: fc.constantFrom('arrives', 'lost', 'answer lost'),
  }),
  fc.record({ do: fc.constant('load' as const), device }),
  fc.record({ do: fc.constant('since' as const), device }),
  fc.record({ do: fc.constant('deliver' as const), device, which, again: fc.boolean() }),
  fc.record({ do: fc.constant('reload' as const), device, isLate: fc.boolean() }),
  fc.record({ do: fc.constant('take in' as const), device }),
  fc.record({ do: fc.constant('arrive' as const) }),
)
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never

function run(world: World, one: Step): void {
  const { server } = world
  if (one.do === 'arrive') return void server.boosts.push(`new-${server.boosts.length}`)
  const here = world.devices[one.device]
  if (!here) return
  const boost = 'which' in one ? (server.boosts[one.which % server.boosts.length] ?? 'a') : 'a'
  if (one.do === 'mark') act(world, here, boost, { status: one.status })
  if (one.do === 'star') act(world, here, boost, { starred: one.starred })
  if (one.do === 'note') act(world, here, boost, { note: one.note })
  if (one.do === 'undo') undo(world, here)
  if (one.do === 'send' && one.fate !== 'lost') send(server, here, one.fate === 'arrives')
  if (one.do === 'load') here.coming.push({ kind: 'loaded', segment: server.segment() })
  if (one.do === 'since' && here.state.latest) {
    const { id, revision } = here.state.latest
    here.coming.push({ kind: 'marked elsewhere', segment_id: id, since: server.since(revision) })
  }
  if (one.do === 'deliver' && here.coming.length > 0) {
    const at = one.which % here.coming.length
    const event = here.coming[at]
    if (!one.again) here.coming.splice(at, 1)
    if (event) here.note(event)
  }
  if (one.do === 'reload') reload(server, here, one.isLate)
  if (one.do === 'take in') here.note({ kind: 'taken in' })
}

function send(server: Server, here: Device, isAnswered: boolean): void {
  const { pending } = here.state
  if (pending.length === 0) return
  const answer = server.take(pending)
  const done = new Set(pending.map(({ op }) => op.op_id))
  if (isAnswered) here.coming.push({ kind: 'sent', done, answers: [answer], error: null })
}

/** The page opens anew; where the device's database is slow, the server answers first. */
function reload(server: Server, here: Device, isLate: boolean): void {
  const { kept } = here
  here.coming.length = 0
  here.state = EMPTY
  if (isLate) here.state = reduce(here.state, { kind: 'loaded', segment: server.segment() })
  here.note({ kind: 'recalled', kept })
}

describe('whatever becomes of answers, with two hosts who mark the same boosts', () => {
  it('no mark is lost, what this device marked shows at once, and in the end all show what the server knows', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80, size: 'max' }), (steps) => {
        const world: World = { server: new Server(), devices: [new Device(), new Device()], time: 0 }
        const { server, devices } = world
        for (const here of devices) here.note({ kind: 'loaded', segment: server.segment() })
        for (const one of steps) {
          run(world, one)
          for (const here of devices) {
            const waiting = new Set(here.state.pending.map(({ op }) => op.op_id))
            for (const id of here.made) expect(waiting.has(id) || server.ops.has(id)).toBe(true)
            const last = new Map(here.state.pending.map(({ op, shows }) => [op.boost_id, shows]))
            const items = here.items()
            for (const [id, shows] of last) if (items[id]) expect(items[id]).toMatchObject(shows)
          }
        }
        const late = devices.map((here) => [...here.coming])
        for (const here of devices) {
          for (const event of here.coming.splice(0)) here.note(event)
          send(server, here, true)
          for (const event of here.coming.splice(0)) here.note(event)
          expect(here.state.pending).toEqual([])
        }
        const truth = new Device()
        truth.note({ kind: 'loaded', segment: server.segment() })
        devices.forEach((here, index) => {
          here.note({ kind: 'loaded', segment: server.segment() })
          here.note({ kind: 'taken in' })
          expect(here.items()).toEqual(truth.items())
          for (const event of late[index] ?? []) here.note(event)
          expect(here.items()).toEqual(truth.items())
        })
      }),
      { numRuns: process.env.CI ? 300 : 60 },
    )
  })
})

describe('the history', () => {
  const start = () =>
    reduce(reduce(EMPTY, { kind: 'recalled', kept: null }), { kind: 'loaded', segment: of('one') })
  const of = (id: string, as_of = '2026-11-25T00:00:00.000Z') =>
    makeSegment({ boosts: [makeGroup('a', [makeSegmentBoost('a')])] }, { id, as_of })
  const actOn = (state: SegmentState, set: MarkSet, op_id: string): SegmentState => {
    const act: Act = { segment_id: 'one', set, slide: null, ops: [{ op_id, boost_id: 'a', before: {} }] }
    return reduce(state, { kind: 'acted', act, made: { page: 0, counted: 0, clock: 0 } })
  }

  it('survives a reload, and gives the latest back first', () => {
    const marked = actOn(actOn(start(), { status: 'read' }, 'op-1'), { starred: true }, 'op-2')
    const again = reduce(EMPTY, { kind: 'recalled', kept: asKept('kill-show', marked) })
    expect(lastAct(again)?.set).toEqual({ starred: true })
    expect(again.history).toHaveLength(2)
  })

  it('ends with its segment', () => {
    const marked = actOn(start(), { status: 'read' }, 'op-1')
    const next = reduce(marked, { kind: 'loaded', segment: of('two', '2026-11-26T00:00:00.000Z') })
    expect(lastAct(reduce(next, { kind: 'taken in' }))).toBeNull()
  })

  it('is not written over before it is known', () => {
    expect(asKept('kill-show', reduce(EMPTY, { kind: 'loaded', segment: of('one') }))).toBeNull()
  })
})

it('what was asked of one segment is not said of the next', () => {
  const one = makeSegment(
    { boosts: [makeGroup('a')] },
    { id: 'one', revision: 3, as_of: '2026-11-25T00:00:00Z' },
  )
  const two = makeSegment(
    { boosts: [makeGroup('b')] },
    { id: 'two', revision: 1, as_of: '2026-11-26T00:00:00Z' },
  )
  const state = [one, two].reduce((now, segment) => reduce(now, { kind: 'loaded', segment }), EMPTY)
  const since: MarksSince = { items: [], revision: 9, place: null, cue: null, closed_at: null, reload: false }
  expect(reduce(state, { kind: 'marked elsewhere', segment_id: 'one', since }).latest).toBe(two)
})

it('what is said to the reader stays where a list that was made before comes after it', () => {
  const before = makeSegment(
    { boosts: [makeGroup('a')] },
    { id: 'one', revision: 3, as_of: '2026-11-25T00:00:00Z' },
  )
  const made = { ...before, as_of: '2026-11-25T00:00:01Z' }
  const cue = {
    id: '00000000-0000-4000-8000-000000000001',
    text: 'Wrap up',
    person: 'Ann',
    at: '2026-11-25T00:00:02Z',
  }
  const since: MarksSince = { items: [], revision: 4, place: null, cue, closed_at: null, reload: false }
  const events: SegmentEvent[] = [
    { kind: 'loaded', segment: before },
    { kind: 'marked elsewhere', segment_id: 'one', since },
    { kind: 'loaded', segment: made },
  ]
  const state = events.reduce(reduce, EMPTY)
  expect(state.latest).toMatchObject({ revision: 4, cue })
  expect(state.shown?.cue).toEqual(cue)
  // A later list says it anew.
  const later = { ...before, revision: 5, as_of: '2026-11-25T00:00:03Z' }
  expect(reduce(state, { kind: 'loaded', segment: later }).shown?.cue).toBeNull()
})
