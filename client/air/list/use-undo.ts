import type { MarkSet } from '#api/contract/air/mark.ts'
import type { SegmentStore } from '#client/air/store/segment-store.ts'
import { toast } from '#client/ui/toasts.tsx'

/** Marks boosts and offers to undo it, where there are words for it. */
export type MarkBoosts = (ids: readonly string[], set: MarkSet, said?: string) => void

export function useUndo(store: SegmentStore): MarkBoosts {
  return (ids, set, said) => {
    const act = store.mark(ids, set)
    if (act && said) toast(said, () => store.undo(act))
  }
}
