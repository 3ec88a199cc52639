import type { Kysely } from 'kysely'
import { lockSegment } from '#api/air/segment/find-segment.ts'
import { touchSegment } from '#api/air/segment/touch-segment.ts'
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
