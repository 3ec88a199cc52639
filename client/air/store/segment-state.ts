import type { MarkSet, MarksAnswer, MarksSince } from '#api/contract/air/mark.ts'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import type { LiveEvent } from '#api/contract/live.ts'
import { arrivalsOf, refresh } from '#client/air/store/arrivals.ts'
import { type DeviceTime, earlier } from '#client/air/store/device-time.ts'
import { type Pending, withItems, withMoves, withPending } from '#client/air/store/pending.ts'
import type { Shown } from '#client/air/store/places.ts'
import { boostsOf } from '#client/air/store/segment-parts.ts'

/** One thing that a host did, to be undone as one. */
export type Act = {
  segment_id: string
  set: MarkSet
  /** Where the host was in the reading view; null in the list. */
  slide: string | null
  /** What each boost had of that which was set, and what was set of it where that is its own. */
  ops: { op_id: string; boost_id: string; before: MarkSet; set?: MarkSet }[]
}

/** What a device keeps of a show's open segment, so that it can be read, and undone, with the server gone. */
export type Kept = {
  show: string
  segment: SegmentJson
  pending: readonly Pending[]
  places: readonly Shown[]
  /** Not kept by earlier versions. */
  history?: readonly Act[]
}

/** What this device knows of a show's open segment. */
export type SegmentState = {
  /** As the server said last. */
  latest: SegmentJson | null
  /** What is on the page, without the marks that the server has not confirmed. */
  shown: SegmentJson | null
  /** What the server has not confirmed, in the order in which it was made. */
  pending: readonly Pending[]
  /** What the reading view showed that the server has not heard of. */
  places: readonly Shown[]
  /** What can be undone, the latest last. */
  history: readonly Act[]
  /** The boosts that are being read; null while nobody reads here. */
  reading: ReadonlySet<string> | null
  /** Whether what the device kept is known: before, nothing may be kept over it. */
  isRecalled: boolean
  /** Whether the segment outlives this page on this device. */
  isKept: boolean
  /** Where another device of this show is. */
  elsewhere: Extract<LiveEvent, { kind: 'place' }> | null
  error: Error | null
}

export type SegmentEvent =
  | { kind: 'recalled'; kept: Kept | null }
  | { kind: 'loaded'; segment: SegmentJson }
  | { kind: 'marked elsewhere'; segment_id: string; since: MarksSince }
  | { kind: 'acted'; act: Act; made: DeviceTime }
  | { kind: 'undone'; act: Act; op_ids: readonly string[]; made: DeviceTime }
  | { kind: 'sent'; done: ReadonlySet<string>; answers: readonly MarksAnswer[]; error: Error | null }
  | { kind: 'placed'; place: Shown }
  | { kind: 'places sent'; count: number }
  | { kind: 'reading'; ids: readonly string[] | null }
  | { kind: 'taken in' }
  | { kind: 'seen elsewhere'; place: NonNullable<SegmentState['elsewhere']> }
  | { kind: 'kept'; isKept: boolean }
  | { kind: 'failed'; error: Error }

/** So many acts are kept to be undone. */
const MOST_ACTS = 100
const NONE: ReadonlySet<string> = new Set()

export const EMPTY: SegmentState = {
  latest: null,
  shown: null,
  pending: [],
  places: [],
  history: [],
  reading: null,
  isRecalled: false,
  isKept: false,
  elsewhere: null,
  error: null,
}

/**
 * What a device knows after something happened. The server's answers may come late, twice or in another order: an older one
 * takes nothing back that is known by then, and no mark is let go before the server has confirmed it.
 */
export function reduce(state: SegmentState, event: SegmentEvent): SegmentState {
  switch (event.kind) {
    case 'recalled':
      return recall(state, event.kept)
    case 'loaded':
      return load(state, event.segment)
    case 'marked elsewhere':
      return markElsewhere(state, event.segment_id, event.since)
    case 'acted': {
      const { act, made } = event
      const { segment_id, ops } = act
      const versions = versionsOf(state)
      const pending = ops.map(({ op_id, boost_id, set: own }, index) => {
        const set = own ?? act.set
        const op = { op_id, boost_id, set, undo: null, seen_version: versions.get(boost_id) ?? null }
        // What is put in a row one after the other was done in this order.
        return { segment_id, op, shows: set, made: own ? earlier(made, ops.length - 1 - index) : made }
      })
      return {
        ...state,
        pending: [...state.pending, ...pending],
        history: [...state.history, act].slice(-MOST_ACTS),
      }
    }
    case 'undone': {
      const { act, op_ids, made } = event
      const pending = act.ops.flatMap(({ op_id: undo, boost_id, before }, index): Pending[] => {
        const op_id = op_ids[index]
        if (op_id === undefined) return []
        const op = { op_id, boost_id, set: {}, undo, seen_version: null }
        return [{ segment_id: act.segment_id, op, shows: before, made }]
      })
      return {
        ...state,
        pending: [...state.pending, ...pending],
        history: state.history.filter((one) => one !== act),
      }
    }
    case 'sent':
      return confirm(state, event.done, event.answers, event.error)
    case 'placed':
      return { ...state, places: [...state.places, event.place] }
    case 'places sent':
      return { ...state, places: state.places.slice(event.count) }
    case 'reading':
      return { ...state, reading: event.ids && new Set(event.ids) }
    case 'taken in':
      return { ...state, shown: state.latest ?? state.shown }
    case 'seen elsewhere':
      return { ...state, elsewhere: event.place }
    case 'kept':
      return event.isKept === state.isKept ? state : { ...state, isKept: event.isKept }
    case 'failed':
      return { ...state, error: event.error }
  }
}

/** The latest act that can be undone on the page; of a segment that is closed, none. */
export function lastAct({ history, shown }: SegmentState): Act | null {
  return history.findLast(({ segment_id }) => segment_id === shown?.id) ?? null
}

/** What is kept on the device; null where nothing is to be kept yet. */
export function asKept(show: string, state: SegmentState): Kept | null {
  const { shown, latest, pending, places, history, isRecalled } = state
  const segment = shown?.closed_at === null ? shown : (latest ?? shown)
  return isRecalled && segment ? { show, segment, pending, places, history } : null
}

/** The segment as it stands on the page: with this device's marks. */
export function segmentOf({ shown, pending }: SegmentState): SegmentJson | null {
  return shown && withPending(shown, pending)
}

/** How many boosts wait to be taken in. */
export function countArrived({ shown, latest }: SegmentState): number {
  return shown && latest ? arrivalsOf(shown, latest).length : 0
}

/** However late the device's database answers, what it kept is before what was done since. */
function recall(state: SegmentState, kept: Kept | null): SegmentState {
  if (state.isRecalled) return state
  if (!kept) return { ...state, isRecalled: true }
  return {
    ...state,
    isRecalled: true,
    isKept: true,
    latest: state.latest ?? kept.segment,
    shown: state.shown ?? kept.segment,
    pending: [...kept.pending, ...state.pending],
    places: [...kept.places, ...state.places],
    history: [...(kept.history ?? []), ...state.history],
  }
}

function load(state: SegmentState, segment: SegmentJson): SegmentState {
  const { latest, shown, reading } = state
  if (latest && segment.as_of < latest.as_of) return { ...state, error: null }
  const next = latest?.id === segment.id ? withNewest(segment, latest) : segment
  const stays = shown && (shown.id === next.id || reading)
  return { ...state, latest: next, shown: stays ? refresh(shown, next, reading ?? NONE) : next, error: null }
}

function markElsewhere(
  state: SegmentState,
  segmentId: string,
  { items, revision, place, cue, closed_at, reload }: MarksSince,
): SegmentState {
  const { latest, shown, reading } = state
  if (!latest || latest.id !== segmentId || closed_at !== null || reload) return state
  const marked = withItems(latest, items)
  const next = revision < latest.revision ? marked : { ...marked, revision, place, cue }
  return { ...state, latest: next, shown: shown && refresh(shown, next, reading ?? NONE) }
}

function confirm(
  state: SegmentState,
  done: ReadonlySet<string>,
  answers: readonly MarksAnswer[],
  error: Error | null,
): SegmentState {
  const settled = state.pending.filter(({ op }) => done.has(op.op_id))
  const items = answers.flatMap((answer) => answer.items)
  const take = (segment: SegmentJson | null) => segment && withItems(withMoves(segment, settled), items)
  return {
    ...state,
    pending: state.pending.filter(({ op }) => !done.has(op.op_id)),
    latest: take(state.latest),
    shown: take(state.shown),
    error: error ?? state.error,
  }
}

/** A segment of which nothing is older than it was known before: not its items, nor where the reader is and what is said to them. */
function withNewest(segment: SegmentJson, known: SegmentJson): SegmentJson {
  const items = boostsOf(known).map(({ id, item }) => ({ boost_id: id, also: [], item, move: null }))
  const newest = withItems(segment, items)
  const { revision, place, cue } = known.revision > segment.revision ? known : segment
  return { ...newest, revision, place, cue }
}

function versionsOf({ shown }: SegmentState): Map<string, number> {
  return new Map(shown ? boostsOf(shown).map(({ id, item }) => [id, item.version]) : [])
}
