import { useEffect, useState } from 'react'
import { type AirState, createSegmentStore, type SegmentStore } from '#client/air/store/segment-store.ts'
import { onForget } from '#client/lib/offline-store.ts'
import { useStore } from '#client/lib/store.ts'
import { useHints } from '#client/live/hints.ts'

const stores = new Map<string, SegmentStore>()
onForget(() => stores.clear())

/** A show's open segment, the same for all screens, kept up to date while one of them is there. */
export function useSegment(show: string): { store: SegmentStore } & AirState {
  const [store] = useState(() => storeOf(show))
  const state = useStore(store.state)
  useHints((hint) => store.hear(hint))
  useEffect(() => {
    void store.open()
    return () => store.close()
  }, [store])
  return { store, ...state }
}

function storeOf(show: string): SegmentStore {
  const store = stores.get(show) ?? createSegmentStore(show)
  stores.set(show, store)
  return store
}
