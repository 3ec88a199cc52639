import type { MarkSet } from '#api/contract/air/mark.ts'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import type { LiveEvent } from '#api/contract/live.ts'
import { deviceId } from '#client/air/store/device.ts'
import { now } from '#client/air/store/device-time.ts'
import { sendPending } from '#client/air/store/outbox.ts'
import { asPlace, type Shown } from '#client/air/store/places.ts'
import { boostsOf } from '#client/air/store/segment-parts.ts'
import {
  type Act,
  asKept,
  countArrived,
  EMPTY,
  type Kept,
  lastAct,
  reduce,
  type SegmentEvent,
  type SegmentState,
  segmentOf,
} from '#client/air/store/segment-state.ts'
import { makeId } from '#client/lib/make-id.ts'
import { createOfflineStore } from '#client/lib/offline-store.ts'
import { oneAtATime } from '#client/lib/one-at-a-time.ts'
import { change, get } from '#client/lib/request.ts'
import { RequestError } from '#client/lib/request-error.ts'
import { createStore } from '#client/lib/store.ts'
import { noteUnsent } from '#client/lib/unsent.ts'

/** What a screen of the open segment knows. */
export type AirState = Pick<SegmentState, 'isKept' | 'elsewhere' | 'error'> & {
  /** As it stands on the page, with this device's marks on it; null until the first answer. */
  segment: SegmentJson | null
  /** Boosts that arrived and wait to be taken in. */
  arrived: number
  /** The segment on the page was closed, here or elsewhere; the next one waits to be taken in. */
  isClosed: boolean
  /** How many marks the server has not heard of. */
  unsent: number
  /** What is undone next; null where there is nothing. */
  undoable: Act | null
}

export type SegmentStore = ReturnType<typeof createSegmentStore>

const segments = createOfflineStore<Kept>('segments')
const RETRY_MS = 3_000

/**
 * Holds a show's open segment. What is known follows from what happened by `reduce`; here are the server, the device's database
 * and the clock.
 * @param show its slug
 */
export function createSegmentStore(show: string) {
  let known = EMPTY
  let retry: ReturnType<typeof setTimeout> | undefined
  const state = createStore<AirState>(viewOf(EMPTY, null))

  function note(event: SegmentEvent): void {
    const before = known
    known = reduce(before, event)
    if (known === before) return
    noteUnsent(show, known.pending.length)
    const view = viewOf(known, before)
    if (!isSame(view, state.get())) state.set(view)
    if (!isSame(asKept(show, known), asKept(show, before))) keep()
  }

  /** @param before what was shown up to now: where the segment is the same it stays the same object */
  function viewOf(next: SegmentState, before: SegmentState | null): AirState {
    const { shown, latest, pending, isKept, elsewhere, error } = next
    const isUnchanged = before?.shown === shown && before.pending === pending
    return {
      segment: isUnchanged ? state.get().segment : segmentOf(next),
      arrived: countArrived(next),
      isClosed: shown !== null && latest !== null && shown.id !== latest.id,
      unsent: pending.length,
      undoable: lastAct(next),
      isKept,
      elsewhere,
      error,
    }
  }

  const keep = oneAtATime(async () => {
    const kept = asKept(show, known)
    if (kept) note({ kind: 'kept', isKept: await segments.keep(kept) })
  })

  const load = oneAtATime(async () => {
    try {
      note({ kind: 'loaded', segment: await get('/segments/current', { show }) })
    } catch (error) {
      note({ kind: 'failed', error: error instanceof Error ? error : new Error(String(error)) })
    }
  })

  const loadMarks = oneAtATime(async () => {
    if (!known.latest) return
    const { id, revision } = known.latest
    const since = await get('/segments/{id}/marks', { id, after: revision })
    if (since.closed_at !== null || since.reload) load()
    else note({ kind: 'marked elsewhere', segment_id: id, since })
  })

  const send = oneAtATime(async () => {
    clearTimeout(retry)
    try {
      await sendPlaces()
      const { pending } = known
      if (pending.length === 0) return
      const { done, answers, refused } = await sendPending(pending)
      const [reason] = refused
      note({ kind: 'sent', done, answers, error: reason === undefined ? null : new Error(reason) })
      const mayOrder = pending.some(
        ({ op, shows }) =>
          op.undo !== null ||
          shows.move !== undefined ||
          shows.alone !== undefined ||
          shows.pinned !== undefined,
      )
      if (mayOrder || reason !== undefined) load()
    } catch {
      retry = setTimeout(send, RETRY_MS)
    }
  })

  function put(place: Pick<Shown, 'item' | 'words' | 'left'>): void {
    const { shown } = known
    if (!shown || shown.closed_at !== null) return
    note({ kind: 'placed', place: { segment_id: shown.id, ...place, at: now() } })
    send()
  }

  async function sendPlaces(): Promise<void> {
    const sending = known.places
    const place = asPlace(sending, deviceId)
    const id = sending.at(-1)?.segment_id
    if (!place || !id) return
    try {
      await change('PUT', '/segments/{id}/place', { id, body: place })
    } catch (error) {
      // A place that the server will not have is nobody's loss; one that it could not hear waits.
      if (!(error instanceof RequestError) || error.status === 0 || error.status >= 500) throw error
    }
    note({ kind: 'places sent', count: sending.length })
  }

  return {
    show,
    state,
    /** Shows what the device keeps at once, then asks the server. */
    async open(): Promise<void> {
      if (!known.isRecalled) note({ kind: 'recalled', kept: await segments.recall(show) })
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
        if (event.segment_id === known.latest?.id) loadMarks()
        else load()
      } else if (event.kind === 'place' && event.segment_id === known.shown?.id && event.device !== deviceId)
        note({ kind: 'seen elsewhere', place: event })
    },
    load,
    /** Takes what arrived onto the page, or the next segment where this one was closed. */
    takeIn: () => note({ kind: 'taken in' }),
    /** Takes the answer to what this host asked for onto the page at once: it is no news. */
    takeAnswer(segment: SegmentJson): void {
      note({ kind: 'loaded', segment })
      note({ kind: 'taken in' })
    },
    /** Says which boosts are being read: they stay whatever arrives. Null: nobody reads any more. */
    pin: (ids: readonly string[] | null) => note({ kind: 'reading', ids }),
    /**
     * Marks boosts, at once here and soon at the server.
     * @param slide where the host is in the reading view
     * @returns what can be undone; null where nothing changes
     */
    mark(ids: readonly string[], set: MarkSet, slide: string | null = null): Act | null {
      const segment = state.get().segment
      if (!segment) return null
      const wanted = new Set(ids)
      const ops = boostsOf(segment)
        .filter(({ id }) => wanted.has(id))
        .map(({ id, item }) => ({ op_id: makeId(), boost_id: id, before: partOf(item, set) }))
      if (ops.length === 0) return null
      const act = { segment_id: segment.id, set, slide, ops }
      note({ kind: 'acted', act, made: now() })
      send()
      return act
    },
    /** Marks each boost in its own way, in this order, as one thing that a host did: see `mark`. */
    markEach(sets: ReadonlyMap<string, MarkSet>): Act | null {
      const [set] = sets.values()
      const segment = state.get().segment
      if (!segment || !set) return null
      const ops = [...sets].map(([boost_id, own]) => ({ op_id: makeId(), boost_id, before: {}, set: own }))
      const act = { segment_id: segment.id, set, slide: null, ops }
      note({ kind: 'acted', act, made: now() })
      send()
      return act
    },
    /** Takes back what a host did, as if it had never been: the last thing by default. @returns what it was */
    undo(act = lastAct(known)): Act | null {
      if (!act || !known.history.includes(act)) return null
      note({ kind: 'undone', act, op_ids: act.ops.map(makeId), made: now() })
      send()
      return act
    },
    /** Notes what the reading view shows now, for those who follow, chapters and pace. */
    place(item: string | null, words: number | null): void {
      put({ item, words })
    },
    /** Notes that the reading view was left: what it showed is over. */
    leave(): void {
      put({ item: null, words: null, left: true })
    },
    close: () => clearTimeout(retry),
  }
}

/** Whether two have the same in each field. */
function isSame<Fields extends object>(one: Fields | null, other: Fields | null): boolean {
  if (one === null || other === null) return one === other
  const others = new Map(Object.entries(other))
  return Object.entries(one).every(([name, value]) => Object.is(value, others.get(name)))
}

/** What an item has of that which is set now, so that undoing gives back this and nothing else. */
function partOf(
  { status, starred, note, pinned }: Pick<MarkSet, 'status' | 'starred' | 'note' | 'pinned'>,
  set: MarkSet,
): MarkSet {
  return {
    ...(set.status !== undefined && status !== undefined ? { status } : {}),
    ...(set.starred !== undefined && starred !== undefined ? { starred } : {}),
    ...(set.pinned !== undefined && pinned !== undefined ? { pinned } : {}),
    ...(set.note !== undefined && note !== undefined ? { note } : {}),
  }
}
