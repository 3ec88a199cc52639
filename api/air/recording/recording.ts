import type { Kysely } from 'kysely'
import { lockSegment } from '#api/air/segment/find-segment.ts'
import { touchSegment } from '#api/air/segment/touch-segment.ts'
import type { Pace } from '#api/contract/air/place.ts'
import type { Recording, StartRecording } from '#api/contract/air/recording.ts'
import type { DB } from '#db/schema/index.ts'
import type { Segment } from '#db/schema/segment.ts'

/** When recording started, as it is answered; null where it has not. */
export function recordingOf(
  segment: Pick<Segment, 'recording_started_at' | 'recording_offset_s'>,
): Recording | null {
  const { recording_started_at: started, recording_offset_s: offset_s } = segment
  return started && { started_at: started.toISOString(), offset_s }
}

/**
 * Starts the clock of a recording. One that runs goes on, so that two hosts may press the button; `restart` begins anew, `stop`
 * forgets it.
 * @param now when the request came
 */
export async function startRecording(
  db: Kysely<DB>,
  segmentId: string,
  asked: StartRecording,
  now: Date,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const segment = await lockSegment(trx, segmentId)
    const goesOn = segment.recording_started_at !== null && !asked.restart
    const started = goesOn ? segment.recording_started_at : new Date(now.getTime() - (asked.elapsed_ms ?? 0))
    const changed = {
      recording_started_at: asked.stop ? null : started,
      recording_offset_s: asked.offset_s ?? segment.recording_offset_s,
    }
    await touchSegment(trx, segment.id, changed)
  })
}

/** What is usual when reading aloud, with a word or two of the host's own for each item. */
export const USUAL_PACE: Pace = { seconds_per_item: 8, words_per_minute: 150, measured: 0 }

/** Of so many of a host's latest steps the pace is measured. */
const STEPS = 200
/** From so few items nothing can be said. */
const FEWEST = 5
/** Shorter is leafing through, longer is talking about something else. */
const SHORTEST_S = 2
const LONGEST_S = 600

type Step = {
  segment_id: string
  device: string
  item: string | null
  shown_at: Date
  word_count: number | null
}

/** How a host reads, from what their devices showed. */
export async function readPace(db: Kysely<DB>, actorId: string): Promise<Pace> {
  const steps = await db
    .selectFrom('segment_shown')
    .select(['segment_id', 'device', 'item', 'shown_at', 'word_count'])
    .where('actor_id', '=', actorId)
    .orderBy('shown_at', 'desc')
    .limit(STEPS)
    .execute()
  return measurePace(steps.reverse())
}

/** The pace of steps in order of time: how much slower or faster than usual they were. */
function measurePace(steps: readonly Step[]): Pace {
  let took = 0
  let usual = 0
  let measured = 0
  steps.forEach((step, at) => {
    const next = steps[at + 1]
    if (step.item === null || step.word_count === null || !next) return
    if (next.segment_id !== step.segment_id || next.device !== step.device) return
    const seconds = (next.shown_at.getTime() - step.shown_at.getTime()) / 1000
    if (seconds < SHORTEST_S || seconds > LONGEST_S) return
    took += seconds
    usual += USUAL_PACE.seconds_per_item + (step.word_count / USUAL_PACE.words_per_minute) * 60
    measured++
  })
  if (measured < FEWEST) return USUAL_PACE
  // One wild evening is no pace.
  const factor = Math.min(Math.max(took / usual, 0.25), 10)
  return {
    seconds_per_item: Math.round(USUAL_PACE.seconds_per_item * factor * 10) / 10,
    words_per_minute: Math.round((USUAL_PACE.words_per_minute / factor) * 10) / 10,
    measured,
  }
}
