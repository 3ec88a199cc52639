import { type Filter, matchFilters } from 'nostr-tools/filter'
import { validateEvent, verifyEvent } from 'nostr-tools/pure'
import { WebSocket } from 'ws'
import { guardSocket } from '#api/fetch/guard-socket.ts'
import { isObject } from '#api/lib/is-object.ts'
import type { NostrEvent } from '#api/source/nostr/read/nostr-event.ts'
import { RelayProblem } from '#api/source/nostr/relay/relay-problem.ts'

/** In bytes, of one message: relays take no larger events. */
const MAX_MESSAGE = 1024 * 1024
const CONNECT_MS = 10_000
/** A relay that has not ended its answer by then is asked again later. */
const ANSWER_MS = 20_000
const PING_MS = 30_000
/** So many subscriptions of ours at once; most relays allow 20. */
const AT_ONCE = 8

export type { Filter }

/** What a relay answered to one question: all that it gave, and of that what is signed and asked for. */
export type Page = { told: number; events: NostrEvent[] }

/** A connection to a relay. Ids and signatures are verified here: a relay may send anything. */
export type Relay = {
  url: string
  /** Asks for what the relay has; it may give only the newest. @throws RelayProblem */
  ask(filter: Filter): Promise<Page>
  /** Tells of what comes from now on, and perhaps of the newest before; some refuse that. @returns ends it */
  listen(filters: readonly Filter[], to: Listener): () => void
  /** Gives it an event, and says whether it took it (NIP-01, OK). @throws RelayProblem */
  publish(event: NostrEvent): Promise<{ took: boolean; words: string }>
  /** Rejects once the connection is lost. */
  lost: Promise<never>
  close(): void
}

export type Listener = { onEvent(event: NostrEvent): void; onRefused(): void }

type Subscription = {
  filters: readonly Filter[]
  onEvent(event: NostrEvent | null): void
  onEnd(): void
  onRefused(reason: string): void
}

/**
 * Connects to a relay. Its own client rather than that of nostr-tools, which takes a list for whole when a relay is slow, goes
 * on after the newest event when a connection comes back, and knows no limit to what a message may hold.
 * @param options `isForeign`: a stranger named it, so that it has to be in the public internet
 * @throws RelayProblem
 */
export async function connectRelay(
  url: string,
  { signal, isForeign = false }: { signal: AbortSignal; isForeign?: boolean },
): Promise<Relay> {
  const guard = isForeign ? guardSocket(url) : {}
  if (!guard) throw new RelayProblem('unreachable', 'Its address does not lead into the public internet.')
  const socket = new WebSocket(url, {
    maxPayload: MAX_MESSAGE,
    handshakeTimeout: CONNECT_MS,
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

  socket.on('message', (data) => take(String(data), subscriptions, given))
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
      const answer = Promise.withResolvers<void>()
      const late = setTimeout(
        () => answer.reject(new RelayProblem('silent', 'It does not answer in time.')),
        ANSWER_MS,
      )
      const stop = begin({
        filters: [filter],
        onEvent: (event) => {
          page.told++
          if (event) page.events.push(event)
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
      begin({ filters, onEvent: (event) => event && onEvent(event), onEnd: () => {}, onRefused }),
  }
}

function take(
  text: string,
  subscriptions: ReadonlyMap<string, Subscription>,
  published: ReadonlyMap<string, (answer: { took: boolean; words: string }) => void>,
): void {
  const [kind, id, given, reason] = parse(text)
  if (kind === 'OK' && typeof id === 'string') {
    const words = typeof reason === 'string' ? reason.slice(0, 200) : ''
    published.get(id)?.({ took: given === true, words })
    return
  }
  const subscription = typeof id === 'string' ? subscriptions.get(id) : undefined
  if (!subscription) return
  if (kind === 'EVENT') subscription.onEvent(verified(given, subscription.filters))
  else if (kind === 'EOSE') subscription.onEnd()
  else if (kind === 'CLOSED')
    subscription.onRefused(typeof given === 'string' ? given.slice(0, 200) : 'it says no more')
}

/** An event that is what was asked for, and signed by the key that it names; only what belongs to an event of it. */
function verified(given: unknown, filters: readonly Filter[]): NostrEvent | null {
  if (!isObject(given) || !validateEvent(given)) return null
  const { id, sig, kind, tags, content, created_at, pubkey } = given
  if (typeof id !== 'string' || typeof sig !== 'string') return null
  const event = { id, sig, kind, tags, content, created_at, pubkey }
  if (!Number.isSafeInteger(created_at) || created_at < 0 || !matchFilters([...filters], event)) return null
  try {
    // What is verified is marked so, and a copy would bear the mark too.
    return verifyEvent({ ...event }) ? event : null
  } catch {
    return null
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
