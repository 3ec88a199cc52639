import type { NostrEvent } from '#api/source/nostr/read/nostr-event.ts'
import type { Filter, Page, Relay } from '#api/source/nostr/relay/connect-relay.ts'
import { flooding, RelayProblem } from '#api/source/nostr/relay/relay-problem.ts'

/** Asked for at once; relays give fewer. */
const PAGE = 500

/**
 * Lists all that a relay has for a filter, the newest first, a page at a time. Relays give only their newest so many, whatever
 * is asked for: so from the oldest of a page on, that second once more, until nothing comes that was not there before. A relay
 * that ignores `until` gives the same again and again; what it hides is asked for by fewer ids at once. What is too much at once,
 * as where strangers posted large notes, is asked for in smaller pages.
 * @param filter with its ids in `#i`, `#d`, `#e` or `authors`
 */
export async function* listEvents(relay: Relay, filter: Filter): AsyncGenerator<NostrEvent[]> {
  yield* listPart(relay, filter, 0)
}

/** @param full how many the relay is known to give at once: a first page with fewer is all that there is */
async function* listPart(relay: Relay, filter: Filter, full: number): AsyncGenerator<NostrEvent[]> {
  const seen = new Set<string>()
  let until: number | undefined
  let first = 0
  let limit = PAGE
  for (;;) {
    const page = await askOrNull(relay, {
      ...filter,
      limit,
      ...(until === undefined ? {} : { until }),
    })
    if (page === null) {
      if (limit === 1) throw flooding('floods')
      limit = Math.ceil(limit / 8)
      continue
    }
    const { told, events } = page
    if (told === 0) return
    const fresh = events.filter(({ id }) => !seen.has(id))
    for (const { id } of fresh) seen.add(id)
    if (fresh.length > 0) yield fresh
    if (until === undefined) {
      first = told
      if (told < Math.min(full, limit)) return
    }
    limit = Math.min(PAGE, limit * 2)
    const oldest = Math.min(...events.map(({ created_at }) => created_at))
    if (Number.isFinite(oldest)) {
      // With nothing new in that second, whatever more it holds cannot be asked for; what is older can.
      until = fresh.length > 0 ? oldest : oldest - 1
      continue
    }
    // Nothing of what it gave was asked for: it knows no `until`.
    if (until !== undefined)
      for (const half of halves(filter)) yield* listPart(relay, half, Math.max(full, first))
    return
  }
}

/** Asks for what is no long list, such as who some keys are; for fewer ids at once where that is too much. @throws RelayProblem */
export async function askInParts(relay: Relay, filter: Filter): Promise<NostrEvent[]> {
  const page = await askOrNull(relay, filter)
  if (page !== null) return page.events
  const parts = halves(filter)
  if (parts.length === 0) throw flooding('floods')
  const events: NostrEvent[] = []
  for (const part of parts) events.push(...(await askInParts(relay, part)))
  return events
}

/** @returns null where the answer is too much at once */
async function askOrNull(relay: Relay, filter: Filter): Promise<Page | null> {
  try {
    return await relay.ask(filter)
  } catch (error) {
    if (error instanceof RelayProblem && error.code === 'too-much') return null
    throw error
  }
}

const LISTS = ['ids', '#i', '#d', '#e', 'authors'] as const

/** The filter as two, each with half of its ids; none where it has one only. */
function halves(filter: Filter): Filter[] {
  for (const name of LISTS) {
    const ids = filter[name]
    if (!ids || ids.length < 2) continue
    const middle = Math.ceil(ids.length / 2)
    return [
      { ...filter, [name]: ids.slice(0, middle) },
      { ...filter, [name]: ids.slice(middle) },
    ]
  }
  return []
}
