import common from '@nostr-relay/common'
import { matchFilter } from 'nostr-tools/filter'
import type { NostrEvent } from 'nostr-tools/pure'
import { type Event, type FakeRelay, type Filter, startFakeRelay } from '#tests/helper/nwc/fake-relay.ts'

/** Keeps everything, and gives the newest of it, as relays do. */
class AllEvents extends common.EventRepository {
  readonly events = new Map<string, Event>()
  readonly asked: Filter[] = []
  cap = 500
  ignoresUntil = false

  isSearchSupported() {
    return false
  }

  upsert(event: Event) {
    const isDuplicate = this.events.has(event.id)
    this.events.set(event.id, event)
    return { isDuplicate }
  }

  find(filter: Filter) {
    this.asked.push(filter)
    const { limit = this.cap, until, ...rest } = filter
    const wanted = {
      ...rest,
      ...(until === undefined || this.ignoresUntil ? {} : { until }),
    }
    return [...this.events.values()]
      .filter((event) => matchFilter(wanted, event))
      .sort((one, other) => other.created_at - one.created_at || (one.id < other.id ? -1 : 1))
      .slice(0, Math.min(limit, this.cap))
  }

  async destroy() {}
}

export type FakeNostrRelay = FakeRelay & {
  /** Takes an event and tells nobody: as if it had come while nobody listened. */
  keepOnly(event: NostrEvent): void
  /** All that it has. */
  kept(): Event[]
  /** How many events it gives at once, at most, and whether it knows `until`. */
  behaviour: Pick<AllEvents, 'cap' | 'ignoresUntil'>
  /** What was asked for. */
  asked: readonly Filter[]
  /** Goes away and comes back at the same address, with all that it kept. */
  leave(): Promise<void>
  comeBack(): Promise<void>
}

/** A relay of Nostr on loopback: a real one, but for its store. */
export async function startFakeNostrRelay(): Promise<FakeNostrRelay> {
  const events = new AllEvents()
  let relay = await startFakeRelay(events)
  const { url } = relay
  return {
    url,
    cut: () => relay.cut(),
    keep: () => relay.keep(),
    silence: (on) => relay.silence(on),
    connections: () => relay.connections(),
    publish: (event) => relay.publish(event),
    kept: () => [...events.events.values()],
    keepOnly: (event) => void events.upsert(event),
    behaviour: events,
    asked: events.asked,
    leave: () => relay.close(),
    comeBack: async () => {
      relay = await startFakeRelay(events, Number(new URL(url).port))
    },
    close: () => relay.close(),
  }
}
