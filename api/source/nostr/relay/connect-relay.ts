import { type Filter, matchFilters } from 'nostr-tools/filter'
import { validateEvent, verifyEvent } from 'nostr-tools/pure'
import { WebSocket } from 'ws'
import { guardSocket } from '#api/fetch/guard-socket.ts'
import { type Allowance, countByMinute, RELAY_SOCKET } from '#api/fetch/relay-socket.ts'
import { isObject } from '#api/lib/is-object.ts'
import type { NostrEvent } from '#api/source/nostr/read/nostr-event.ts'
import { flooding, RelayProblem } from '#api/source/nostr/relay/relay-problem.ts'

/** In bytes, of one message: relays take no larger events. */
const MAX_MESSAGE = 1024 * 1024
const CONNECT_MS = 10_000
/** A relay that has not ended its answer by then is asked again later. */
const ANSWER_MS = 20_000
const PING_MS = 30_000
/** So many subscriptions of ours at once; most relays allow 20. */
const AT_ONCE = 8

/** How much of a relay is read before it counts as one that floods. */
export type RelayLimits = {
  /** Of the answer to one question, beyond which it can be asked for less at once. */
  answer: { events: number; bytes: number }
  /** In a minute, of what is no answer: what it tells by itself, and whatever else it sends. */
  unasked: Allowance
  /** In a minute, of events that the key which they name did not sign: seeing that costs the most. */
  forged: number
}
const LIMITS: RelayLimits = {
  answer: { events: 5_000, bytes: 8 * MAX_MESSAGE },
  unasked: { messages: 10_000, bytes: 128 * MAX_MESSAGE },
  forged: 100,
}

export type { Filter }

/** What a relay answered to one question: all that it gave, and of that what is signed and asked for. */
export type Page = { told: number; events: NostrEvent[] }

/** A connection to a relay. Ids and signatures are verified here: a relay may send anything. */
export type Relay = {
  url: string
  /** Asks for what the relay has; it may give only the newest. @throws RelayProblem `too-much` where less can be asked for */
  ask(filter: Filter): Promise<Page>
  /** Tells of what comes from now on, and perhaps of the newest before; some refuse that. @returns ends it */
  listen(filters: readonly Filter[], to: Listener): () => void
  /** Gives it an event, and says whether it took it (NIP-01, OK). @throws RelayProblem */
  publish(event: NostrEvent): Promise<{ took: boolean; words: string }>
  /** Rejects once the connection is lost. */
  lost: Promise<never>
  close(): void
}

/** @param bytes of the event as it was sent */
export type Listener = { onEvent(event: NostrEvent, bytes: number): void; onRefused(): void }

type Subscription = {
  filters: readonly Filter[]
  /** Whether it ends with what there is, and counts for itself. */
  isQuestion: boolean
  onEvent(given: unknown, bytes: number): void
  onEnd(): void
  onRefused(reason: string): void
}

/**
 * Connects to a relay. Its own client rather than that of nostr-tools, which takes a list for whole when a relay is slow, goes
 * on after the newest event when a connection comes back, and knows no limit to what a message may hold.
 * @param options `isForeign`: a stranger named it, so that it has to be in the public internet; one that sends more than `limits`
 *   is left
 * @throws RelayProblem
 */
export async function connectRelay(
  url: string,
  {
    signal,
    isForeign = false,
    limits = LIMITS,
  }: { signal: AbortSignal; isForeign?: boolean; limits?: RelayLimits },
): Promise<Relay> {
  const guard = isForeign ? guardSocket(url) : {}
  if (!guard) throw new RelayProblem('unreachable', 'Its address does not lead into the public internet.')
  const socket = new WebSocket(url, {
    maxPayload: MAX_MESSAGE,
    handshakeTimeout: CONNECT_MS,
    ...RELAY_SOCKET,
    ...guard,
  })
  const subscriptions = new Map<string, Subscription>()
  const given = new Map<string, (answer: { took: boolean; words: string }) => void>()
  const lost = Promise.withResolvers<never>()
  lost.promise.catch(() => {})
  let serial = 0
  let asking = 0
  const waiting: (() => void)[] = []
  const send = (message: unknown[]) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message))
  }
  const begin = (subscription: Subscription): (() => void) => {
    const id = `r${++serial}`
    subscriptions.set(id, subscription)
    send(['REQ', id, ...subscription.filters])
    return () => {
      if (subscriptions.delete(id)) send(['CLOSE', id])
    }
  }
  const end = (problem: RelayProblem) => {
    lost.reject(problem)
    socket.terminate()
    for (const { onRefused } of subscriptions.values()) onRefused(problem.message)
    subscriptions.clear()
  }

  const countUnasked = countByMinute(limits.unasked)
  const countForged = countByMinute({ messages: limits.forged, bytes: Number.POSITIVE_INFINITY })
  const verified = (event: unknown, filters: readonly Filter[], bytes: number): NostrEvent | null => {
    const wanted = wantedOf(event, filters)
    if (!wanted || isSigned(wanted)) return wanted
    if (!countForged(bytes)) end(flooding('floods'))
    return null
  }
  socket.on('message', (data) => {
    // What was read with it, before it was left.
    if (socket.readyState !== WebSocket.OPEN) return
    const text = String(data)
    const asked = take(text, subscriptions, given)
    if (!asked && !countUnasked(text.length)) end(flooding('floods'))
  })
  socket.on('error', () => end(new RelayProblem('unreachable', 'It cannot be reached.')))
  socket.on('close', () => end(new RelayProblem('unreachable', 'It ended the connection.')))
  const leave = () => end(new RelayProblem('ended', 'It was ended here.'))
  signal.addEventListener('abort', leave, { once: true })
  socket.once('close', () => signal.removeEventListener('abort', leave))
  if (signal.aborted) leave()
  await Promise.race([new Promise<void>((resolve) => socket.once('open', () => resolve())), lost.promise])
  keepAlive(socket, () => end(new RelayProblem('silent', 'It does not answer any more.')))

  const takeTurn = async () => {
    if (asking >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve))
    asking++
  }
  const giveTurn = () => {
    asking--
    waiting.shift()?.()
  }
  return {
    url,
    lost: lost.promise,
    close: leave,
    ask: async (filter) => {
      await takeTurn()
      const page: Page = { told: 0, events: [] }
      const seen = new Set<string>()
      // Some relays do not know `limit` exactly.
      const most = Math.min(limits.answer.events, 2 * (filter.limit ?? Number.POSITIVE_INFINITY) + 100)
      let size = 0
      const answer = Promise.withResolvers<void>()
      const late = setTimeout(
        () => answer.reject(new RelayProblem('silent', 'It does not answer in time.')),
        ANSWER_MS,
      )
      const stop = begin({
        filters: [filter],
        isQuestion: true,
        onEvent: (given, bytes) => {
          page.told++
          size += bytes
          if (page.told > most || size > limits.answer.bytes) {
            stop()
            answer.reject(flooding('too-much'))
            return
          }
          if (isObject(given) && typeof given.id === 'string' && seen.has(given.id)) return
          const event = verified(given, [filter], bytes)
          if (!event) return
          seen.add(event.id)
          page.events.push(event)
        },
        onEnd: answer.resolve,
        onRefused: (reason) => answer.reject(new RelayProblem('refused', `It refuses: ${reason}`)),
      })
      try {
        await Promise.race([answer.promise, lost.promise])
        return page
      } finally {
        clearTimeout(late)
        stop()
        giveTurn()
      }
    },
    publish: async (event) => {
      const answer = Promise.withResolvers<{ took: boolean; words: string }>()
      const late = setTimeout(
        () => answer.reject(new RelayProblem('silent', 'It does not answer in time.')),
        ANSWER_MS,
      )
      given.set(event.id, answer.resolve)
      send(['EVENT', event])
      try {
        return await Promise.race([answer.promise, lost.promise])
      } finally {
        clearTimeout(late)
        given.delete(event.id)
      }
    },
    listen: (filters, { onEvent, onRefused }) =>
      begin({
        filters,
        isQuestion: false,
        onEvent: (given, bytes) => {
          const event = verified(given, filters, bytes)
          if (event) onEvent(event, bytes)
        },
        onEnd: () => {},
        onRefused,
      }),
  }
}

/** @returns whether it is of the answer to a question of ours */
function take(
  text: string,
  subscriptions: ReadonlyMap<string, Subscription>,
  published: ReadonlyMap<string, (answer: { took: boolean; words: string }) => void>,
): boolean {
  const [kind, id, given, reason] = parse(text)
  if (kind === 'OK' && typeof id === 'string') {
    const words = typeof reason === 'string' ? reason.slice(0, 200) : ''
    published.get(id)?.({ took: given === true, words })
    return false
  }
  const subscription = typeof id === 'string' ? subscriptions.get(id) : undefined
  if (!subscription) return false
  if (kind === 'EVENT') subscription.onEvent(given, text.length)
  else if (kind === 'EOSE') subscription.onEnd()
  else if (kind === 'CLOSED')
    subscription.onRefused(typeof given === 'string' ? given.slice(0, 200) : 'it says no more')
  return subscription.isQuestion && kind === 'EVENT'
}

/** Only what belongs to an event, where it is one that was asked for. */
function wantedOf(given: unknown, filters: readonly Filter[]): NostrEvent | null {
  if (!isObject(given) || !validateEvent(given)) return null
  const { id, sig, kind, tags, content, created_at, pubkey } = given
  if (typeof id !== 'string' || typeof sig !== 'string') return null
  const event = { id, sig, kind, tags, content, created_at, pubkey }
  const isWanted = Number.isSafeInteger(created_at) && created_at >= 0 && matchFilters([...filters], event)
  return isWanted ? event : null
}

/** Whether the key that it names signed it. */
function isSigned(event: NostrEvent): boolean {
  try {
    // What is verified is marked so, and a copy would bear the mark too.
    return verifyEvent({ ...event })
  } catch {
    return false
  }
}

function parse(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? value : []
  } catch {
    return []
  }
}

/** A wire that was cut far away is not noticed by itself. */
function keepAlive(socket: WebSocket, onSilence: () => void): void {
  let answered = true
  socket.on('pong', () => {
    answered = true
  })
  const timer = setInterval(() => {
    if (!answered) onSilence()
    answered = false
    if (socket.readyState === WebSocket.OPEN) socket.ping()
  }, PING_MS)
  socket.once('close', () => clearInterval(timer))
}
