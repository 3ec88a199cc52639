import type { Kysely, Transaction } from 'kysely'
import type { Host } from '#api/air/actor.ts'
import { findHomes, type Placement } from '#api/air/mark/find-placements.ts'
import { foldBoosts } from '#api/air/mark/fold-boosts.ts'
import type { TimedMark } from '#api/air/mark/fold-marks.ts'
import { markedItems } from '#api/air/mark/marked-items.ts'
import { timeMark } from '#api/air/mark/time-mark.ts'
import { loadMarks } from '#api/air/read/load-items.ts'
import { lockSegment } from '#api/air/segment/find-segment.ts'
import type { Mark, MarksAnswer } from '#api/contract/air/mark.ts'
import { AppError } from '#api/errors.ts'
import { anyOf } from '#db/query/any-of.ts'
import { insertRows } from '#db/query/insert-rows.ts'
import { retryTransaction } from '#db/query/retry-transaction.ts'
import type { DB } from '#db/schema/index.ts'

const COLUMNS = [
  'op_id',
  'segment_id',
  'boost_id',
  'set',
  'undo',
  'made_at',
  'seen_version',
  'version',
  'actor_id',
  'actor_name',
] as const

/**
 * Takes marks of a device. Each counts once, however often it comes, and in the order in which hosts made them, not in that in
 * which they come. A mark of a boost that was joined to another counts for that; one of a boost that went on to the next segment
 * counts there; one made before the segment was closed still counts, but moves nothing any more.
 * @param now when the request came
 * @returns the marked items as they are now, and what was not taken
 * @throws AppError not-found; conflict where the segment was closed before any of the marks was made
 */
export async function applyMarks(
  db: Kysely<DB>,
  segmentId: string,
  marks: readonly Mark[],
  { host, now }: { host: Host; now: Date },
): Promise<MarksAnswer> {
  return await retryTransaction(() =>
    db.transaction().execute((trx) => applyIn(trx, segmentId, marks, { host, now })),
  )
}

async function applyIn(
  trx: Transaction<DB>,
  segmentId: string,
  marks: readonly Mark[],
  { host, now }: { host: Host; now: Date },
): Promise<MarksAnswer> {
  const segment = await lockSegment(trx, segmentId)
  const placements = await findHomes(trx, segment, marks, now)
  const known = await knownOps(trx, marks)
  const newMarks = marks.filter((mark) => !known.has(mark.op_id))
  const rejected = newMarks.flatMap(({ op_id, boost_id }) => {
    const placement = placements.get(op_id)
    return placement && 'error' in placement ? [{ op_id, boost_id, error: placement.error }] : []
  })
  if (segment.closed_at !== null && rejected.length === marks.length)
    throw new AppError('conflict', rejected[0]?.error ?? 'This segment is closed.')

  const taken = takeMarks(newMarks, placements, await loadFormer(trx, placements), now)
  const rows = taken.map((made) => ({
    ...made,
    made_at: made.made_at.toISOString(),
    actor_id: host.id,
    actor_name: host.name,
  }))
  await insertRows(trx, 'segment_marks', COLUMNS, rows)
  const layout = taken.some(
    ({ set, undo }) =>
      undo !== null || set.move !== undefined || set.alone !== undefined || set.pinned !== undefined,
  )
  await foldBoosts(trx, taken, layout)
  return { ...(await markedItems(trx, segment.id, placements)), rejected }
}

type Found = Exclude<Placement, { error: string }>
type Taken = TimedMark & { segment_id: string; boost_id: string }

/** Times and counts marks, in the order in which they are given; of the same operation twice only the first. */
function takeMarks(
  marks: readonly Mark[],
  placements: ReadonlyMap<string, Placement>,
  former: Map<string, TimedMark[]>,
  now: Date,
): Taken[] {
  const taken = new Map<string, Taken>()
  for (const { op_id, set, undo, seen_version, ...mark } of marks) {
    const placement = placements.get(op_id)
    if (!placement || 'error' in placement || taken.has(op_id)) continue
    const before = former.get(placeOf(placement)) ?? []
    const made: TimedMark = {
      op_id,
      set,
      undo,
      made_at: timeMark({ ...mark, seen_version }, before, now),
      seen_version,
      version: before.length + 1,
    }
    former.set(placeOf(placement), [...before, made])
    taken.set(op_id, { ...made, segment_id: placement.segment_id, boost_id: placement.boost_id })
  }
  return [...taken.values()]
}

/** The marks that the boosts have where new ones go, under all their ids. */
async function loadFormer(
  trx: Transaction<DB>,
  placements: ReadonlyMap<string, Placement>,
): Promise<Map<string, TimedMark[]>> {
  const found = [...placements.values()].filter((placement): placement is Found => !('error' in placement))
  const former = new Map<string, TimedMark[]>()
  for (const [segmentId, here] of Map.groupBy(found, (placement) => placement.segment_id)) {
    const marks = await loadMarks(
      trx,
      segmentId,
      here.flatMap((placement) => placement.ids),
    )
    for (const placement of here)
      former.set(
        placeOf(placement),
        placement.ids.flatMap((id) => marks.get(id) ?? []),
      )
  }
  return former
}

function placeOf({ segment_id, boost_id }: Found): string {
  return `${segment_id} ${boost_id}`
}

/** Which of these operations were taken before. */
async function knownOps(trx: Transaction<DB>, marks: readonly Mark[]): Promise<Set<string>> {
  const rows = await trx
    .selectFrom('segment_marks')
    .select('op_id')
    .where('op_id', '=', anyOf(marks.map((mark) => mark.op_id)))
    .execute()
  return new Set(rows.map((row) => row.op_id))
}
