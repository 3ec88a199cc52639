import type { Kysely } from 'kysely'
import type { ClaimReport } from '#api/claim/claim-report.ts'
import type { Fetcher } from '#api/fetch/create-fetcher.ts'
import type { Relay } from '#api/source/nostr/relay/connect-relay.ts'
import type { NostrSettings } from '#api/source/nostr/settings.ts'
import { loadWordless, type Wordless } from '#api/source/nostr/store/recent.ts'
import { loadServers, type Servers } from '#api/source/nostr/store/servers.ts'
import { loadWanted, type Wanted } from '#api/source/nostr/store/wanted.ts'
import type { DB } from '#db/schema/index.ts'

/** So long what is asked for, and of whom, holds; then it is loaded again. */
const FRESH_MS = 2_000

/** What all relays of one run have in common. */
export type Desk = {
  db: Kysely<DB>
  source_id: number
  settings: NostrSettings
  fetcher: Fetcher
  now(): Date
  signal: AbortSignal
  record(reports: readonly Omit<ClaimReport, 'source_id'>[]): Promise<void>
  withdraw(refs: readonly string[], key: string): Promise<void>
  /** What is asked for, whose zaps can be believed, and which payments lack words. */
  known(): Promise<{ wanted: Wanted; servers: Servers; wordless: readonly Wordless[] }>
  /** The relays that are connected. */
  open: Map<string, Relay>
  /** The ids of events that were read in this run. */
  read: Set<string>
  /** The end of what is being recorded. */
  queue: Promise<unknown>
}

/** A desk with nothing on it. */
export function createDesk(
  given: Pick<Desk, 'db' | 'source_id' | 'settings' | 'fetcher' | 'now' | 'signal' | 'record' | 'withdraw'>,
): Desk {
  let known: ReturnType<Desk['known']> | undefined
  let loadedAt = 0
  return {
    ...given,
    known: () => {
      if (known === undefined || Date.now() - loadedAt > FRESH_MS) {
        loadedAt = Date.now()
        known = load(given)
        known.catch(() => {
          known = undefined
        })
      }
      return known
    },
    open: new Map(),
    read: new Set(),
    queue: Promise.resolve(),
  }
}

async function load({ db, settings, fetcher, signal }: Pick<Desk, 'db' | 'settings' | 'fetcher' | 'signal'>) {
  return {
    wanted: await loadWanted(db, settings.keys),
    servers: await loadServers(db, fetcher, signal),
    wordless: await loadWordless(db),
  }
}
