import type { Recording } from '#api/contract/air/recording.ts'
import type { Segment } from '#db/schema/segment.ts'

/** The clock of a recording: when it was started, and when it stood still since. */
export type Clock = { started_at: Date; pauses: readonly { from: Date; to: Date | null }[] }

type Kept = Pick<Segment, 'recording_started_at' | 'recording_offset_s' | 'recording_pauses'>

/** The clock of a segment; null where none was started. */
export function clockOf({ recording_started_at, recording_pauses }: Kept): Clock | null {
  return (
    recording_started_at && {
      started_at: recording_started_at,
      pauses: recording_pauses.map(({ from, to }) => ({
        from: new Date(from),
        to: to === null ? null : new Date(to),
      })),
    }
  )
}

/** The same as it is answered. */
export function recordingOf(segment: Kept): Recording | null {
  const { recording_started_at: started, recording_offset_s: offset_s, recording_pauses: pauses } = segment
  return started && { started_at: started.toISOString(), offset_s, pauses }
}

/** How many milliseconds were recorded up to an instant: none before the start, and none while the clock stood still. */
export function recordedMs({ started_at, pauses }: Clock, at: Date): number {
  const start = started_at.getTime()
  const end = at.getTime()
  const paused = pauses.map(({ from, to }) => {
    const [begun, over] = [Math.max(start, from.getTime()), Math.min(end, to?.getTime() ?? end)]
    return Math.max(0, over - begun)
  })
  return Math.max(
    0,
    paused.reduce((ms, one) => ms - one, end - start),
  )
}
