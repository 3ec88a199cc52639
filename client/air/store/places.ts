import type { PutPlace } from '#api/contract/air/place.ts'
import type { DeviceTime } from '#client/air/store/device-time.ts'
import { elapsedSince } from '#client/air/store/device-time.ts'

/** What was on this device's reading view, and since when. */
export type Shown = {
  segment_id: string
  item: string | null
  words: number | null
  at: DeviceTime
  /** The reading view was left. */
  left?: boolean
}

/** The last of what was shown, with what the server has not heard of before it. @returns null where there is nothing */
export function asPlace(shown: readonly Shown[], device: string): PutPlace | null {
  const last = shown.at(-1)
  if (!last) return null
  const before = shown
    .slice(0, -1)
    .slice(-2000)
    .map(({ item, words, at }) => ({ item, words, elapsed_ms: elapsedSince(at) }))
  const { item, words, at, left = false } = last
  return { item, words, left, device, elapsed_ms: elapsedSince(at), before }
}
