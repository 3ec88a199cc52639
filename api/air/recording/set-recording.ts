import type { Kysely, Updateable } from 'kysely'
import { clockOf } from '#api/air/recording/clock.ts'
import { lockSegment } from '#api/air/segment/find-segment.ts'
import { touchSegment } from '#api/air/segment/touch-segment.ts'
import type { Pause, SetRecording } from '#api/contract/air/recording.ts'
import { AppError } from '#api/errors.ts'
import type { DB } from '#db/schema/index.ts'
import type { Segment, SegmentTable } from '#db/schema/segment.ts'

/**
 * Starts the clock of a recording, also after the fact, moves it, lets it stand still or go on. One that runs goes on, so that two
 * hosts may press the button; `restart` begins anew, `stop` forgets it.
 * @param now when the request came
 * @throws AppError bad-request where it is to begin in the future, conflict where it has not been started and is to stand still
 */
export async function setRecording(
  db: Kysely<DB>,
  segmentId: string,
  asked: SetRecording,
  now: Date,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const segment = await lockSegment(trx, segmentId)
    await touchSegment(trx, segment.id, {
      ...clockAfter(segment, asked, now),
      recording_offset_s: asked.offset_s ?? segment.recording_offset_s,
    })
  })
}

function clockAfter(
  segment: Segment,
  { restart, stop, pause, at, elapsed_ms }: SetRecording,
  now: Date,
): Updateable<SegmentTable> {
  if (stop) return { recording_started_at: null, recording_pauses: '[]' }
  const moment = new Date(now.getTime() - Math.round(elapsed_ms ?? 0))
  if (pause !== null) return { recording_pauses: JSON.stringify(pausesAfter(segment, pause, moment)) }
  const start = at === null ? moment : new Date(at)
  if (start > now) throw new AppError('bad-request', 'A recording cannot have begun in the future.')
  if (restart) return { recording_started_at: start, recording_pauses: '[]' }
  return { recording_started_at: at === null ? (segment.recording_started_at ?? start) : start }
}

/** It stands still once, and goes on once, whoever presses the button; neither reaches into the pause before. */
function pausesAfter(segment: Segment, pause: boolean, moment: Date): Pause[] {
  const clock = clockOf(segment)
  if (!clock) throw new AppError('conflict', 'The clock has not been started.')
  const pauses = segment.recording_pauses
  const last = pauses.at(-1)
  const isPaused = last?.to === null
  if (pause === isPaused) return pauses
  const at = new Date(Math.max(moment.getTime(), Date.parse(last?.to ?? last?.from ?? '') || 0)).toISOString()
  return isPaused
    ? [...pauses.slice(0, -1), { from: last.from, to: at }]
    : [...pauses, { from: at, to: null }]
}
