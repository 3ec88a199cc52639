import type { ItemStatus, SectionKind } from '#api/contract/air/item.ts'
import type { MarkSet } from '#api/contract/air/mark.ts'
import type { ItemBase } from '#db/schema/segment.ts'

/** A mark as it counts: what was set, what it takes back, and when the host made it. */
export type TimedMark = {
  op_id: string
  set: MarkSet
  undo: string | null
  made_at: Date
  seen_version: number | null
  version: number
}

/** Where a host has put a boost's group. */
export type Move = { section: SectionKind; after: string | null } | null

/** What all marks of a boost come to. */
export type Folded = {
  status: ItemStatus
  starred: boolean
  note: string | null
  read_at: Date | null
  alone: boolean
  pinned: boolean
  move: Move
  moved_at: Date | null
}

/**
 * What the marks of a boost come to. It depends on the set of them alone and not on the order in which they arrived, so that
 * every device ends with the same.
 * @param base what the boost brought along from the segment before
 */
export function foldMarks(marks: readonly TimedMark[], base: ItemBase = {}): Folded {
  const inOrder = [...marks].sort(byTime)
  const undone = undoneOf(inOrder)
  const folded: Folded = {
    status: 'unread',
    starred: base.starred ?? false,
    note: null,
    read_at: null,
    alone: false,
    pinned: false,
    move: null,
    moved_at: null,
  }
  const standing = inOrder.filter((mark) => !undone.has(mark.op_id))
  for (const mark of standing) take(folded, mark)
  folded.note = foldNotes(standing, base.note ?? null)
  return folded
}

/** In the order in which hosts made them; of two at once, what gives back counts last. */
function byTime(a: TimedMark, b: TimedMark): number {
  return (
    a.made_at.getTime() - b.made_at.getTime() ||
    Number(givesBack(a)) - Number(givesBack(b)) ||
    (a.op_id < b.op_id ? -1 : 1)
  )
}

/** Whether a mark takes back what was done before. */
export function givesBack({ set, undo }: Pick<TimedMark, 'set' | 'undo'>): boolean {
  return undo !== null || set.status === 'unread'
}

/** What is taken back; a mark that is taken back itself takes nothing back. */
function undoneOf(inOrder: readonly TimedMark[]): Set<string> {
  const undone = new Set<string>()
  for (const mark of inOrder.toReversed())
    if (mark.undo !== null && !undone.has(mark.op_id)) undone.add(mark.undo)
  return undone
}

function take(folded: Folded, { set, made_at }: TimedMark): void {
  if (set.status !== undefined) {
    if (set.status !== 'read') folded.read_at = null
    else folded.read_at ??= made_at
    folded.status = set.status
  }
  if (set.starred !== undefined) folded.starred = set.starred
  if (set.alone !== undefined) folded.alone = set.alone
  if (set.pinned !== undefined) folded.pinned = set.pinned
  if (set.move !== undefined) {
    folded.move = set.move
    folded.moved_at = set.move && made_at
  }
}

/** A note replaces those that its writer had seen; what two wrote without seeing the other's is kept both. */
function foldNotes(standing: readonly TimedMark[], base: string | null): string | null {
  let notes: { text: string; version: number }[] = base === null ? [] : [{ text: base, version: 0 }]
  for (const { set, seen_version, version } of standing) {
    if (set.note === undefined) continue
    notes = notes.filter((note) => note.version > (seen_version ?? -1))
    const text = set.note?.trim() ?? ''
    if (text !== '' && notes.every((note) => note.text !== text)) notes.push({ text, version })
  }
  return notes.length === 0 ? null : notes.map(({ text }) => text).join('\n')
}
