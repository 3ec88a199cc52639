import type { SegmentJson } from '#api/contract/air/segment.ts'
import { itemsOf, type Slide, secondsOf, slidesOf } from '#client/air/read/slides.ts'
import { recordedUntil } from '#client/air/recording/recorded.ts'

/**
 * How many seconds a segment has been read, by the clock of the recording: from the first turn that was read since it runs, by as
 * much before as such a turn takes, for nobody says when the first word was spoken. Null where nothing was read yet, or no clock
 * runs.
 * @param at an instant of the server, in epoch milliseconds
 */
export function spentSeconds(segment: SegmentJson, at: number): number | null {
  const { recording } = segment
  if (!recording) return null
  const started = Date.parse(recording.started_at)
  const firsts = slidesOf(segment).flatMap((slide) => {
    const read = readTimesOf(slide).filter((time) => time >= started)
    return read.length > 0 ? { slide, read: Math.min(...read) } : []
  })
  const [first] = firsts.sort((a, b) => a.read - b.read)
  if (!first) return null
  const before = secondsOf(first.slide, segment.pace) * 1000
  const begun = Math.max(0, recordedUntil(recording, first.read) - before)
  return Math.max(0, (recordedUntil(recording, at) - begun) / 1000)
}

function readTimesOf(slide: Slide): number[] {
  return itemsOf(slide).flatMap(({ status, read_at }) =>
    status === 'read' && read_at !== null ? Date.parse(read_at) : [],
  )
}
