import { type Kysely, sql, type Transaction } from 'kysely'
import type { Host } from '#api/air/actor.ts'
import { findHomes } from '#api/air/mark/find-homes.ts'
import { foldBoosts } from '#api/air/mark/fold-boosts.ts'
import type { Made } from '#api/air/mark/fold-marks.ts'
import { markedItems } from '#api/air/mark/marked-items.ts'
import { timeMark } from '#api/air/mark/time-mark.ts'
import { loadMarks } from '#api/air/read/load-items.ts'
import { lockSegment } from '#api/air/segment/find-segment.ts'
import { tryAgain } from '#api/air/try-again.ts'
import type { Mark, MarksAnswer } from '#api/contract/segment.ts'
import { AppError } from '#api/errors.ts'
import { insertRows } from '#api/intake/insert-rows.ts'
import type { DB } from '#db/schema/index.ts'

const COLUMNS = {
  op_id: 'uuid',
  segment_id: 'uuid',
  boost_id: 'uuid',
  set: 'jsonb',
  undo: 'uuid',
  made_at: 'timestamptz',
  seen_version: 'integer',
  version: 'integer',
  actor_id: 'uuid',
  actor_name: 'text',
} as const

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
  return await tryAgain(() =>
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
  const homes = await findHomes(trx, segment, marks, now)
  const known = await knownOps(trx, marks)
  const rejected: MarksAnswer['rejected'] = []
  const taken: (Made & { boost_id: string; segment_id: string })[] = []
  const former = new Map<string, Made[]>()
  for (const home of new Set(
    [...homes.values()].flatMap((found) => ('error' in found ? [] : [found.segment_id])),
  ))
    for (const [id, made] of await loadMarks(trx, home, idsIn(homes, home))) former.set(`${home} ${id}`, made)

  for (const mark of marks) {
    const home = homes.get(mark.op_id)
    if (!home || known.has(mark.op_id)) continue
    if ('error' in home) {
      rejected.push({ op_id: mark.op_id, boost_id: mark.boost_id, error: home.error })
      continue
    }
    known.add(mark.op_id)
    const key = `${home.segment_id} ${home.boost_id}`
    const before = home.ids.flatMap((id) => former.get(`${home.segment_id} ${id}`) ?? [])
    const made: Made = {
      op_id: mark.op_id,
      set: mark.set,
      undo: mark.undo,
      made_at: timeMark(mark, before, now),
      seen_version: mark.seen_version,
      version: before.length + 1,
    }
    former.set(key, [...(former.get(key) ?? []), made])
    taken.push({ ...made, boost_id: home.boost_id, segment_id: home.segment_id })
  }
  if (segment.closed_at !== null && rejected.length === marks.length)
    throw new AppError('conflict', rejected[0]?.error ?? 'This segment is closed.')

  await insertRows(
    trx,
    'segment_marks',
    COLUMNS,
    taken.map((made) => ({
      ...made,
      made_at: made.made_at.toISOString(),
      actor_id: host.id,
      actor_name: host.name,
    })),
  )
  const layout = taken.some(
    ({ set, undo }) => undo !== null || set.move !== undefined || set.alone !== undefined,
  )
  await foldBoosts(trx, taken, layout)
  return { ...(await markedItems(trx, segment.id, homes)), rejected }
}

function idsIn(homes: Awaited<ReturnType<typeof findHomes>>, segmentId: string): string[] {
  return [...homes.values()].flatMap((home) =>
    'error' in home || home.segment_id !== segmentId ? [] : home.ids,
  )
}

/** Which of these operations were taken before. */
async function knownOps(trx: Transaction<DB>, marks: readonly Mark[]): Promise<Set<string>> {
  const { rows } = await sql<{ op_id: string }>`
    select op_id from segment_marks where op_id = any(${marks.map((mark) => mark.op_id)}::uuid[])`.execute(
    trx,
  )
  return new Set(rows.map((row) => row.op_id))
}
