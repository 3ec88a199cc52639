import type { MarkSet } from '#api/contract/air/mark.ts'
import { formatAct } from '#client/air/format-segment.ts'
import type { SegmentStore } from '#client/air/store/segment-store.ts'
import { t } from '#client/air/words.ts'
import { toast } from '#client/ui/toasts.tsx'

/** Marks boosts and says so, where there are words for it. */
export type MarkBoosts = (ids: readonly string[], set: MarkSet, said?: string) => void

/** Marks each boost in its own way, as one thing. */
export type MarkEach = (sets: ReadonlyMap<string, MarkSet>, said: string) => void

/** Marks, and takes back one thing after the other; a toast offers to take back what it tells of. */
export function useUndo(store: SegmentStore): { mark: MarkBoosts; markEach: MarkEach; undo: () => void } {
  return {
    mark: (ids, set, said) => {
      const act = store.mark(ids, set)
      if (act && said) toast(said, () => store.undo(act))
    },
    markEach: (sets, said) => {
      const act = store.markEach(sets)
      if (act) toast(said, () => store.undo(act))
    },
    undo: () => {
      const act = store.undo()
      if (act) toast(t('Undone: {act}', { act: formatAct(act.set) }))
    },
  }
}
