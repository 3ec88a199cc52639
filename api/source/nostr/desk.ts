import type { Kysely } from 'kysely'
import type { ClaimReport } from '#api/claim/claim-report.ts'
import type { Fetcher } from '#api/fetch/create-fetcher.ts'
import type { Relay } from '#api/source/nostr/relay/connect-relay.ts'
import type { NostrSettings } from '#api/source/nostr/settings.ts'
import { loadOwnWriters } from '#api/source/nostr/store/own-writers.ts'
import { loadRecentKeys, loadWordless, type Wordless } from '#api/source/nostr/store/recent.ts'
import { loadServers, type Servers } from '#api/source/nostr/store/servers.ts'
import { loadWanted, type Wanted } from '#api/source/nostr/store/wanted.ts'
import type { DB } from '#db/schema/index.ts'

/** So long what is asked for, and of whom, holds; then it is loaded again. */
const FRESH_MS = 2_000
/** The same for what lies among all payments and claims. */
const RECENT_MS = 20_000

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
  /** What is asked for, whose zaps can be believed, and which keys Readout itself writes with. */
  known(): Promise<{ wanted: Wanted; servers: Servers; ownWriters: ReadonlySet<string> }>
  /** Which payments lack words, and who signed what came lately. */
  recent(): Promise<{ wordless: readonly Wordless[]; keys: readonly string[] }>
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
  const { db, source_id, settings, fetcher, signal } = given
  return {
    ...given,
    known: keepFor(FRESH_MS, async () => ({
      wanted: await loadWanted(db, settings.keys),
      servers: await loadServers(db, fetcher, signal),
      ownWriters: await loadOwnWriters(db),
    })),
    recent: keepFor(RECENT_MS, async () => ({
      wordless: await loadWordless(db),
      keys: await loadRecentKeys(db, source_id),
    })),
    open: new Map(),
    read: new Set(),
    queue: Promise.resolve(),
  }
}

/** What was loaded just now is not loaded again; what failed is. */
function keepFor<T>(milliseconds: number, load: () => Promise<T>): () => Promise<T> {
  let kept: Promise<T> | undefined
  let loadedAt = 0
  return () => {
    if (kept && Date.now() - loadedAt < milliseconds) return kept
    loadedAt = Date.now()
    const loading = load()
    kept = loading
    loading.catch(() => {
      if (kept === loading) kept = undefined
    })
    return loading
  }
}
