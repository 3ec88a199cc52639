import { sleep } from '#api/lib/async.ts'
import { askWho } from '#api/source/nostr/ask-who.ts'
import type { Desk } from '#api/source/nostr/desk.ts'
import { KIND, type NostrEvent } from '#api/source/nostr/read/nostr-event.ts'
import { recordEvents } from '#api/source/nostr/record-events.ts'
import { connectRelay, type Filter, type Relay } from '#api/source/nostr/relay/connect-relay.ts'
import { listEvents } from '#api/source/nostr/relay/list-events.ts'
import { flooding, isFlood, RelayProblem } from '#api/source/nostr/relay/relay-problem.ts'
import { findToAskAgain } from '#api/source/nostr/store/people.ts'
import { loadRecentRefs } from '#api/source/nostr/store/recent.ts'
import {
  forgetListed,
  loadListed,
  loadSeenAt,
  noteListed,
  noteSeen,
  noteState,
} from '#api/source/nostr/store/relays.ts'
import { type Ask, chunksOf, filtersOf, type Wanted } from '#api/source/nostr/store/wanted.ts'
import { backoffMs } from '#api/source/run/backoff.ts'

/** How often it is looked whether there is a new episode, or a payment without words. */
const LOOK_MS = 20_000
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/**
 * How far back a look reaches before what was listed: notes bear the time at which they were signed, and come to a relay later;
 * bots and other relays pass them on after hours.
 */
const OVERLAP_MS = { hourly: DAY_MS, daily: 14 * DAY_MS }
/** A connection that held so long was well. */
const WELL_MS = 60_000
/** A relay that floods is asked again then: what came meanwhile is listed, so nothing is lost where it was an error. */
const FLOOD_MS = HOUR_MS
/** In bytes, of what it told and is not recorded yet. */
const MOST_WAITING = 16 * 1024 * 1024
/** In one subscription; and of the newest so many are listened for, the rest is looked at every hour. */
const FILTERS = 5
const MOST_LIVE = 20
const CHUNK = 100
/** After which words for a payment are asked for again. */
const AGAIN_MS = [MINUTE_MS, 10 * MINUTE_MS, HOUR_MS]

/** What a relay's loop tells of itself. */
export type RelayEvents = {
  onConnected(): void
  onFailed(problem: RelayProblem): void
  /** How much of its past is listed, in filters. */
  onHistory(url: string, done: number, of: number): void
}

/** Until when relays that flooded are left alone, also by the next run: a source whose relays all fail begins anew in seconds. */
const resting = new Map<string, number>()

/** Follows one relay until the signal: what fails is tried again, later each time, and what came meanwhile is listed. */
export async function followRelay(
  desk: Desk,
  url: string,
  { isForeign, signal, events }: { isForeign: boolean; signal: AbortSignal; events: RelayEvents },
): Promise<void> {
  const memory: Memory = { daily: 0, asked: new Map() }
  let failures = 0
  while (!signal.aborted) {
    const began = Date.now()
    const isResting = (resting.get(url) ?? 0) > began
    try {
      if (isResting) throw flooding('floods')
      await followOnce(desk, url, { isForeign, signal, events, memory })
    } catch (error) {
      if (signal.aborted) return
      if (!(error instanceof RelayProblem)) throw error
      failures = Date.now() - began > WELL_MS ? 1 : failures + 1
      if (isFlood(error) && !isResting) resting.set(url, Date.now() + FLOOD_MS)
      const problem = isFlood(error) ? `${error.message} It is asked again after an hour.` : error.message
      await noteState(desk.db, desk.source_id, url, 'failing', problem)
      events.onFailed(error)
    }
    await sleep(Math.max(backoffMs(failures), (resting.get(url) ?? 0) - Date.now()), signal)
  }
}

/** What outlasts a connection. */
type Memory = {
  /** When it was last looked far back. */
  daily: number
  /** How often words for a payment were asked for, and when they will be again. */
  asked: Map<string, { times: number; next: number }>
}

type Means = { isForeign: boolean; signal: AbortSignal; events: RelayEvents; memory: Memory }

async function followOnce(desk: Desk, url: string, means: Means): Promise<void> {
  const relay = await connectRelay(url, means)
  try {
    desk.open.set(url, relay)
    await noteState(desk.db, desk.source_id, url, 'connected')
    means.events.onConnected()
    const live = listenLive(desk, relay)
    const work = keepLooking(desk, relay, live, means)
    work.catch(() => {})
    await Promise.race([work, live.failed, relay.lost])
  } finally {
    relay.close()
    if (desk.open.get(url) === relay) desk.open.delete(url)
  }
}

/** Listens, lists what is new here, and looks again now and then. */
async function keepLooking(
  desk: Desk,
  relay: Relay,
  live: Live,
  { signal, events, memory }: Means,
): Promise<void> {
  const { db, source_id } = desk
  const listed = await loadListed(db, source_id, relay.url)
  let seenAt = await loadSeenAt(db, source_id, relay.url)
  let hourly = 0
  let noted = 0
  while (!signal.aborted) {
    const began = desk.now()
    const { wanted } = await desk.known()
    live.listen(wanted, (await desk.recent()).keys)
    // A relay that does not tell by itself is looked at every time.
    const isHour = !live.isListening() || Date.now() - hourly >= HOUR_MS
    if (isHour && seenAt !== null) {
      const isDay = Date.now() - memory.daily >= DAY_MS
      await lookAgain(
        desk,
        relay,
        wanted.asks,
        listed,
        seenAt.getTime() - (isDay ? OVERLAP_MS.daily : OVERLAP_MS.hourly),
      )
      if (isDay) memory.daily = Date.now()
    }
    await listNew(desk, relay, wanted, listed, events)
    if (isHour) {
      await lookForDeletions(desk, relay)
      await askWho(desk, relay, await findToAskAgain(db, source_id), { again: true })
      hourly = Date.now()
    }
    await askForWords(desk, relay, memory)
    await live.recorded()
    if (isHour || Date.now() - noted >= MINUTE_MS) {
      await noteSeen(db, source_id, relay.url, began)
      seenAt = began
      noted = Date.now()
      events.onConnected()
    }
    await sleep(LOOK_MS, signal)
  }
}

/** Lists the whole past of what this relay was never asked for: shows and episodes that are new, or all of them. */
async function listNew(
  desk: Desk,
  relay: Relay,
  { asks }: Wanted,
  listed: Set<string>,
  { onHistory }: RelayEvents,
): Promise<void> {
  const { db, source_id } = desk
  const gone = [...listed].filter((digest) => !asks.some((ask) => ask.digest === digest))
  if (gone.length > 0) await forgetListed(db, source_id, relay.url, gone)
  for (const digest of gone) listed.delete(digest)
  const parts = chunksOf(
    asks.filter(({ digest }) => !listed.has(digest)),
    CHUNK,
  )
  for (const [index, part] of parts.entries()) {
    const began = desk.now()
    onHistory(relay.url, index, parts.length)
    for (const filter of filtersOf(part))
      for await (const events of listEvents(relay, filter)) await recordEvents(desk, relay, events)
    const digests = part.map(({ digest }) => digest)
    await noteListed(db, source_id, relay.url, { digests, began })
    for (const digest of digests) listed.add(digest)
  }
  onHistory(relay.url, parts.length, parts.length)
}

async function lookAgain(
  desk: Desk,
  relay: Relay,
  asks: readonly Ask[],
  listed: ReadonlySet<string>,
  from: number,
): Promise<void> {
  const since = Math.max(0, Math.floor(from / 1000))
  for (const filter of filtersOf(asks.filter(({ digest }) => listed.has(digest))))
    for await (const events of listEvents(relay, { ...filter, since }))
      await recordEvents(desk, relay, events)
}

/** Asks whether somebody took back what they said lately. */
async function lookForDeletions(desk: Desk, relay: Relay): Promise<void> {
  const refs = await loadRecentRefs(desk.db, desk.source_id)
  for (const part of chunksOf(refs, CHUNK))
    for await (const events of listEvents(relay, { kinds: [KIND.deletion], '#e': part }))
      await recordEvents(desk, relay, events)
}

/**
 * Asks for the words of payments that came without: sites publish them under the payment's hash (kind 30078), before it is paid
 * as a rule.
 */
async function askForWords(desk: Desk, relay: Relay, { asked }: Memory): Promise<void> {
  const { wordless } = await desk.recent()
  const now = Date.now()
  const due = wordless.filter(({ payment_hash }) => (asked.get(payment_hash)?.next ?? 0) <= now)
  for (const part of chunksOf(due, CHUNK)) {
    const hashes = part.map(({ payment_hash }) => payment_hash)
    for await (const events of listEvents(relay, { kinds: [KIND.paymentNote], '#d': hashes }))
      await recordEvents(desk, relay, events)
    for (const hash of hashes) {
      const times = asked.get(hash)?.times ?? 0
      asked.set(hash, { times: times + 1, next: now + (AGAIN_MS[times] ?? DAY_MS) })
    }
  }
  const left = new Set(wordless.map(({ payment_hash }) => payment_hash))
  for (const hash of asked.keys()) if (!left.has(hash)) asked.delete(hash)
}

type Live = ReturnType<typeof listenLive>

/** What the relay tells by itself; `failed` rejects where that cannot be recorded. */
function listenLive(desk: Desk, relay: Relay) {
  const failed = Promise.withResolvers<never>()
  failed.promise.catch(() => {})
  let asked = ''
  let stop = () => {}
  let isRefused = false
  let last: Promise<unknown> = Promise.resolve()
  const waiting: NostrEvent[] = []
  let size = 0
  const record = async () => {
    // What comes while others are recorded is recorded together.
    const events = waiting.splice(0)
    size = 0
    if (events.length > 0) await recordEvents(desk, relay, events)
  }
  return {
    failed: failed.promise,
    /** Listens for these, and for what these keys take back; anew only where that is something else than before. */
    listen: ({ asks }: Wanted, keys: readonly string[]) => {
      const filters: Filter[] = filtersOf(asks).slice(0, MOST_LIVE)
      if (keys.length > 0) filters.push({ kinds: [KIND.deletion], authors: [...keys] })
      const wanted = JSON.stringify(filters)
      if (wanted === asked || isRefused) return
      const before = stop
      const ends = chunksOf(filters, FILTERS).map((part) =>
        relay.listen(
          // Of the past only the newest: some relays take 0 for no limit.
          part.map((filter) => ({ ...filter, limit: 1 })),
          {
            onEvent: (event, bytes) => {
              size += bytes
              if (size > MOST_WAITING) return failed.reject(flooding('floods'))
              waiting.push(event)
              last = last.then(record)
              last.catch(failed.reject)
            },
            onRefused: () => {
              isRefused = true
            },
          },
        ),
      )
      asked = wanted
      stop = () => {
        for (const end of ends) end()
      }
      // The new one listens before the former ends, so that nothing falls between.
      before()
    },
    isListening: () => !isRefused,
    /** Once all that was told is recorded. */
    recorded: () => last,
  }
}
