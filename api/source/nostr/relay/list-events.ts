import type { NostrEvent } from '#api/source/nostr/read/nostr-event.ts'
import type { Filter, Relay } from '#api/source/nostr/relay/connect-relay.ts'

/** Asked for at once; relays give fewer. */
const PAGE = 500

/**
 * Lists all that a relay has for a filter, the newest first, a page at a time. Relays give only their newest so many, whatever
 * is asked for: so from the oldest of a page on, that second once more, until nothing comes that was not there before. A relay
 * that ignores `until` gives the same again and again; what it hides is asked for by fewer ids at once.
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
  for (;;) {
    const { told, events } = await relay.ask({
      ...filter,
      limit: PAGE,
      ...(until === undefined ? {} : { until }),
    })
    if (told === 0) return
    const fresh = events.filter(({ id }) => !seen.has(id))
    for (const { id } of fresh) seen.add(id)
    if (fresh.length > 0) yield fresh
    if (until === undefined) {
      first = told
      if (told < full) return
    }
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

const LISTS = ['#i', '#d', '#e', 'authors'] as const

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
