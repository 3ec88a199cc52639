import type { SegmentJson } from '#api/contract/air/segment.ts'
import { change } from '#client/lib/request.ts'
import { createStore } from '#client/lib/store.ts'

/** The line that was seen on this device, also while nobody can be told. */
export const seenCue = createStore<string | null>(null)

/** Takes the producer's line away; the producer sees that it was seen. */
export function seeCue({ id, cue }: Pick<SegmentJson, 'id' | 'cue'>): void {
  if (!cue) return
  seenCue.set(cue.id)
  change('PUT', '/segments/{id}/cue', { id, body: { text: null } }).catch(() => {})
}
