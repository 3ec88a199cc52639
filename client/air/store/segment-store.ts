import type { MarkSet } from '#api/contract/air/mark.ts'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import type { LiveEvent } from '#api/contract/live.ts'
import { arrivalsOf, refresh } from '#client/air/store/arrivals.ts'
import { deviceId } from '#client/air/store/device.ts'
import { now } from '#client/air/store/device-time.ts'
import { sendPending } from '#client/air/store/outbox.ts'
import { type Pending, withItems, withPending } from '#client/air/store/pending.ts'
import { asPlace, type Shown } from '#client/air/store/places.ts'
import { boostsOf } from '#client/air/store/segment-parts.ts'
import { makeId } from '#client/lib/make-id.ts'
import { createOfflineStore } from '#client/lib/offline-store.ts'
import { oneAtATime } from '#client/lib/one-at-a-time.ts'
import { change, get } from '#client/lib/request.ts'
import { RequestError } from '#client/lib/request-error.ts'
import { createStore } from '#client/lib/store.ts'
import { noteUnsent } from '#client/lib/unsent.ts'

/** What a screen of the open segment knows. */
export type AirState = {
  /** As it stands on the page, with this device's marks on it; null until the first answer. */
  segment: SegmentJson | null
  /** Boosts that arrived and wait to be taken in. */
  arrived: number
  /** The segment on the page was closed, here or elsewhere; the next one waits to be taken in. */
  isClosed: boolean
  /** How many marks the server has not heard of. */
  unsent: number
  /** Whether the segment outlives this page on this device. */
  isKept: boolean
  /** Where another device of this show is. */
  elsewhere: Extract<LiveEvent, { kind: 'place' }> | null
  error: Error | null
}

/** One thing that a host did, to be undone as one. */
export type Act = { ops: { op_id: string; boost_id: string; before: MarkSet }[] }

export type SegmentStore = ReturnType<typeof createSegmentStore>

/** What a device keeps of a show's open segment, so that it can be read with the server gone. */
type Kept = { show: string; segment: SegmentJson; pending: Pending[]; places: Shown[] }

const kept = createOfflineStore<Kept>('segments')
const RETRY_MS = 3_000
const NONE: ReadonlySet<string> = new Set()

/**
 * Holds a show's open segment: what the server said last, what is on the page, and what this device still has to tell.
 * @param show its slug
 */
export function createSegmentStore(show: string) {
  const state = createStore<AirState>({
    segment: null,
    arrived: 0,
    isClosed: false,
    unsent: 0,
    isKept: false,
    elsewhere: null,
    error: null,
  })
  let latest: SegmentJson | null = null
  let shown: SegmentJson | null = null
  let pending: Pending[] = []
  let places: Shown[] = []
  /** The boosts that are being read; null while nobody reads here. */
  let current: ReadonlySet<string> | null = null
  let isKept = false
  let retry: ReturnType<typeof setTimeout> | undefined

  function tell(more: Partial<AirState> = {}): void {
    noteUnsent(show, pending.length)
    state.set({
      ...state.get(),
      segment: shown && withPending(shown, pending),
      arrived: shown && latest ? arrivalsOf(shown, latest).length : 0,
      isClosed: shown !== null && latest !== null && shown.id !== latest.id,
      unsent: pending.length,
      isKept,
      ...more,
    })
  }

  async function store(): Promise<void> {
    const segment = shown?.closed_at === null ? shown : (latest ?? shown)
    if (segment) isKept = await kept.keep({ show, segment, pending, places })
    if (isKept !== state.get().isKept) tell()
  }

  function takeLatest(segment: SegmentJson): void {
    latest = segment
    shown = shown && (shown.id === segment.id || current) ? refresh(shown, segment, current ?? NONE) : segment
    tell({ error: null })
    void store()
  }

  const load = oneAtATime(async () => {
    try {
      takeLatest(await get('/segments/current', { show }))
    } catch (error) {
      tell({ error: error instanceof Error ? error : new Error(String(error)) })
    }
  })

  const loadMarks = oneAtATime(async () => {
    if (!latest) return
    const since = await get('/segments/{id}/marks', { id: latest.id, after: latest.revision })
    if (since.closed_at !== null || since.reload) return load()
    const { revision, place } = since
    latest = { ...withItems(latest, since.items), revision, place }
    if (shown) shown = refresh(shown, latest, current ?? NONE)
    tell()
    void store()
  })

  const send = oneAtATime(async () => {
    clearTimeout(retry)
    try {
      await sendPlaces()
      if (pending.length === 0) return
      const { done, answers, refused } = await sendPending(pending)
      const moved = pending.some(
        ({ op, shows }) => op.undo !== null || shows.move !== undefined || shows.alone !== undefined,
      )
      pending = pending.filter(({ op }) => !done.has(op.op_id))
      for (const { items } of answers) {
        if (latest) latest = withItems(latest, items)
        if (shown) shown = withItems(shown, items)
      }
      tell(refused.length > 0 ? { error: new Error(refused[0]) } : {})
      void store()
      if (moved || refused.length > 0) load()
    } catch {
      retry = setTimeout(send, RETRY_MS)
    }
  })

  async function sendPlaces(): Promise<void> {
    const sending = places
    const place = asPlace(sending, deviceId)
    const segment = sending.at(-1)?.segment_id
    if (!place || !segment) return
    try {
      await change('PUT', '/segments/{id}/place', { id: segment, body: place })
    } catch (error) {
      // A place that the server will not have is nobody's loss; one that it could not hear waits.
      if (!(error instanceof RequestError) || error.status === 0 || error.status >= 500) throw error
    }
    places = places.slice(sending.length)
  }

  return {
    show,
    state,
    /** Shows what the device keeps at once, then asks the server. */
    async open(): Promise<void> {
      const found = await kept.recall(show)
      if (found && !shown) {
        latest = found.segment
        shown = found.segment
        pending = [...found.pending, ...pending]
        places = [...found.places, ...places]
        isKept = true
        tell()
      }
      load()
      send()
    },
    /** Hears what changed; null says that anything may have. */
    hear(event: LiveEvent | null): void {
      if (event === null) {
        load()
        send()
      } else if (event.kind === 'changes' && (event.shows === null || event.shows.includes(show))) load()
      else if (event.kind === 'segment' && event.show === show) {
        if (event.segment_id === latest?.id) loadMarks()
        else load()
      } else if (event.kind === 'place' && event.segment_id === shown?.id && event.device !== deviceId)
        tell({ elsewhere: event })
    },
    load,
    /** Takes what arrived onto the page, or the next segment where this one was closed. */
    takeIn(): void {
      if (latest) shown = latest
      tell()
      void store()
    },
    /** Says which boosts are being read: they stay whatever arrives. Null: nobody reads any more. */
    holdFast(ids: readonly string[] | null): void {
      current = ids && new Set(ids)
    },
    /** Marks boosts, at once here and soon at the server. @returns what can be undone; null where nothing changes */
    mark(ids: readonly string[], set: MarkSet): Act | null {
      const segment = shown && withPending(shown, pending)
      if (!segment) return null
      const made = now()
      const wanted = new Set(ids)
      const ops = boostsOf(segment)
        .filter(({ id }) => wanted.has(id))
        .map(({ id, item }) => {
          const op = { op_id: makeId(), boost_id: id, set, undo: null, seen_version: item.version }
          pending = [...pending, { segment_id: segment.id, op, shows: set, made }]
          const { status, starred, note } = item
          return { op_id: op.op_id, boost_id: id, before: { status, starred, note } }
        })
      if (ops.length === 0) return null
      tell()
      void store()
      send()
      return { ops }
    },
    /** Takes back what a host did, as if it had never been. */
    undo({ ops }: Act): void {
      if (!shown) return
      const made = now()
      const segment_id = shown.id
      for (const { op_id, boost_id, before } of ops) {
        const op = { op_id: makeId(), boost_id, set: {}, undo: op_id, seen_version: null }
        pending = [...pending, { segment_id, op, shows: before, made }]
      }
      tell()
      void store()
      send()
    },
    /** Notes what the reading view shows now, for those who follow, chapters and pace. */
    place(item: string | null, words: number | null): void {
      if (!shown || shown.closed_at !== null) return
      places = [...places, { segment_id: shown.id, item, words, at: now() }]
      send()
    },
    close(): void {
      clearTimeout(retry)
    },
  }
}
