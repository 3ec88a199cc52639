import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldMarks, type TimedMark } from '#api/air/mark/fold-marks.ts'
import { timeMark } from '#api/air/mark/time-mark.ts'
import type { Mark, MarkSet } from '#api/contract/air/mark.ts'

const T0 = Date.parse('2026-11-22T20:00:00Z')
let made = 0

function makeMade(at: number, set: MarkSet, over: Partial<TimedMark> = {}): TimedMark {
  made++
  const op_id = `00000000-0000-7000-8000-${String(made).padStart(12, '0')}`
  return { op_id, set, undo: null, made_at: new Date(T0 + at), seen_version: null, version: made, ...over }
}

describe('what marks come to', () => {
  it('is the last in order of making, whatever the order of arrival', () => {
    const read = makeMade(1000, { status: 'read' })
    const undo = makeMade(2000, { status: 'unread' })
    expect(foldMarks([undo, read]).status).toBe('unread')
    expect(foldMarks([read, undo])).toEqual(foldMarks([undo, read]))
  })

  it('leaves what a mark does not say as it is', () => {
    const marks = [
      makeMade(1, { starred: true }),
      makeMade(2, { status: 'held' }),
      makeMade(3, { alone: true }),
    ]
    expect(foldMarks(marks)).toMatchObject({ starred: true, status: 'held', alone: true })
  })

  it('takes back an operation that arrives after it was taken back', () => {
    const read = makeMade(5000, { status: 'read' })
    const undo = makeMade(1000, {}, { undo: read.op_id })
    expect(foldMarks([undo]).status).toBe('unread')
    expect(foldMarks([undo, read]).status).toBe('unread')
  })

  it('knows an undo that is taken back itself', () => {
    const read = makeMade(1000, { status: 'read' })
    const undo = makeMade(2000, {}, { undo: read.op_id })
    const redo = makeMade(3000, {}, { undo: undo.op_id })
    expect(foldMarks([read, undo, redo]).status).toBe('read')
  })

  it('keeps the time at which it was first read', () => {
    const marks = [makeMade(1000, { status: 'read' }), makeMade(9000, { status: 'read' })]
    expect(foldMarks(marks).read_at).toEqual(new Date(T0 + 1000))
    expect(foldMarks([...marks, makeMade(9500, { status: 'skipped' })]).read_at).toBeNull()
  })

  it('keeps both of two notes that were written without seeing the other, and lets a later one replace both', () => {
    const one = makeMade(1000, { note: 'ask Brent' }, { seen_version: 0, version: 1 })
    const other = makeMade(2000, { note: 'play the clip' }, { seen_version: 0, version: 2 })
    expect(foldMarks([other, one]).note).toBe('ask Brent\nplay the clip')
    const edit = makeMade(3000, { note: 'ask Brent, play the clip' }, { seen_version: 2, version: 3 })
    expect(foldMarks([edit, one, other]).note).toBe('ask Brent, play the clip')
    const gone = makeMade(4000, { note: null }, { seen_version: 3, version: 4 })
    expect(foldMarks([one, other, edit, gone]).note).toBeNull()
  })
})

describe('when a mark was made', () => {
  const now = new Date(T0 + 60_000)
  const mark = (over: Partial<Mark>) => ({ seen_version: null, elapsed_ms: null, ...over })

  it('is as long ago as the device counted', () => {
    expect(timeMark(mark({ elapsed_ms: 5000 }), [], now)).toEqual(new Date(T0 + 55_000))
  })

  it('is after all that the device had seen, however it counts', () => {
    const seen = makeMade(59_000, { status: 'read' }, { version: 1 })
    const time = timeMark(mark({ seen_version: 1, elapsed_ms: 3_600_000 }), [seen], now)
    expect(time.getTime()).toBeGreaterThan(seen.made_at.getTime())
  })

  it('is before an undo that it had not seen, where nothing says how long ago it was', () => {
    const undo = makeMade(30_000, { status: 'unread' }, { version: 2 })
    const late = makeMade(
      0,
      { status: 'read' },
      { made_at: timeMark(mark({ seen_version: 1 }), [undo], now) },
    )
    expect(foldMarks([undo, late]).status).toBe('unread')
  })
})

/** What two devices did, each at its true time; delivered late, out of order and more than once. */
const setArb: fc.Arbitrary<MarkSet> = fc.oneof(
  fc.record({ status: fc.constantFrom('unread', 'read', 'skipped', 'held') }),
  fc.record({ starred: fc.boolean() }),
  fc.record({ alone: fc.boolean() }),
  fc.record({ note: fc.option(fc.constantFrom('a', 'b', 'c')) }),
)
const opsArb = fc.uniqueArray(
  fc.record({
    id: fc.uuid(),
    at: fc.integer({ min: 0, max: 1_000_000 }),
    set: setArb,
    delay: fc.integer({ min: 0, max: 500_000 }),
    again: fc.array(fc.integer({ min: 0, max: 500_000 }), { maxLength: 2 }),
    undoes: fc.option(fc.nat(10)),
  }),
  { maxLength: 12, selector: (op) => op.at },
)

describe('any interleaving, duplication and delay', () => {
  it('comes to what the hosts did, in the order in which they did it', () => {
    fc.assert(
      fc.property(opsArb, (ops) => {
        const deliveries = ops
          .flatMap((op, index) =>
            [op.delay, ...op.again].map((delay) => ({ op, index, arrives: op.at + delay })),
          )
          .sort((a, b) => a.arrives - b.arrives || a.index - b.index)
        const undoOf = (op: (typeof ops)[number], index: number) =>
          op.undoes !== null && op.undoes < index ? (ops[op.undoes]?.id ?? null) : null
        const server: TimedMark[] = []
        for (const { op, index, arrives } of deliveries) {
          if (server.some((known) => known.op_id === op.id)) continue
          const mark = { seen_version: null, elapsed_ms: arrives - op.at }
          server.push({
            op_id: op.id,
            set: op.set,
            undo: undoOf(op, index),
            made_at: timeMark(mark, server, new Date(T0 + arrives)),
            seen_version: null,
            version: server.length + 1,
          })
        }
        const truth = ops.map((op, index) =>
          makeMade(op.at, op.set, { op_id: op.id, undo: undoOf(op, index), version: 1 }),
        )
        expect(foldMarks(server)).toEqual(foldMarks(truth))
      }),
    )
  })
})
