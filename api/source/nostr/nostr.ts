import { z } from 'zod'
import { withdrawClaims } from '#api/claim/withdraw-claims.ts'
import { createFetcher, type Fetcher } from '#api/fetch/create-fetcher.ts'
import { sleep } from '#api/lib/async.ts'
import type { AnyRun, SourceKind } from '#api/source/kind/source-kind.ts'
import { SourceProblem } from '#api/source/kind/source-problem.ts'
import { createDesk, type Desk } from '#api/source/nostr/desk.ts'
import { followRelay, type RelayEvents } from '#api/source/nostr/follow-relay.ts'
import { isFlood, type RelayProblem } from '#api/source/nostr/relay/relay-problem.ts'
import { nostrSettingsSchema } from '#api/source/nostr/settings.ts'
import { keepRelays } from '#api/source/nostr/store/relays.ts'
import { chunksOf } from '#api/source/nostr/store/wanted.ts'
import { testRelays } from '#api/source/nostr/test-relays.ts'
import { anyOf } from '#db/query/any-of.ts'
import { BATCH } from '#db/query/batch.ts'

/** How often it is looked where boosters write to. */
const FIND_MS = 10 * 60_000

/**
 * What is said on Nostr about the shows that are kept: words for boosts, and never money. Where each relay is read to stands with
 * the relay, so there is no cursor here.
 * @param fetcher for what servers of Lightning addresses and names say
 */
export function createNostrSource(fetcher: Fetcher = createFetcher()): SourceKind {
  return {
    kind: 'nostr',
    title: 'Nostr',
    walletless: true,
    // It never reports what a wallet received.
    exactness: 1,
    settings: nostrSettingsSchema,
    secret: [],
    cursor: z.object({}),
    later: (one) => one,
    test: (settings, signal, db) => testRelays(nostrSettingsSchema.parse(settings), signal, db),
    read: () => ({ skip: 'words of Nostr are no payments' }),
    run: (run) => runNostr(run, fetcher),
  }
}

async function runNostr(
  { settings: given, claims, signal, reportStatus }: AnyRun,
  fetcher: Fetcher,
): Promise<void> {
  const settings = nostrSettingsSchema.parse(given)
  const ending = new AbortController()
  const either = AbortSignal.any([signal, ending.signal])
  const desk = createDesk({
    ...claims,
    settings,
    fetcher,
    signal: either,
    record: async (reports) => {
      for (const part of chunksOf(reports, BATCH)) {
        // Who goes on would take for recorded what is not.
        either.throwIfAborted()
        await claims.record(part)
      }
    },
    withdraw: async (refs, key) => {
      either.throwIfAborted()
      await withdraw(claims, refs, key)
    },
  })
  const failed = Promise.withResolvers<never>()
  failed.promise.catch(() => {})
  const events = tellStatus(settings.relays, reportStatus, failed.reject)
  const work: Promise<unknown>[] = []
  const follow = (url: string, isForeign: boolean, until: AbortSignal) => {
    const followed = followRelay(desk, url, {
      isForeign,
      signal: until,
      events: isForeign ? QUIET : events(url),
    })
    followed.catch(failed.reject)
    work.push(followed)
  }
  try {
    const found = await keepRelays(claims.db, claims.source_id, settings.relays)
    for (const url of settings.relays) follow(url, false, either)
    const finding = followFound(desk, found, follow)
    finding.catch(failed.reject)
    work.push(finding)
    const aborted = new Promise<void>((resolve) =>
      either.addEventListener('abort', () => resolve(), { once: true }),
    )
    await Promise.race([failed.promise, aborted])
  } finally {
    ending.abort()
    await Promise.allSettled([...work, desk.queue])
  }
}

/** Follows the relays that boosters write to, as long as they are among the few that most of them do. */
async function followFound(
  desk: Desk,
  first: readonly string[],
  follow: (url: string, isForeign: boolean, until: AbortSignal) => void,
): Promise<void> {
  const followed = new Map<string, AbortController>()
  let found = first
  while (!desk.signal.aborted) {
    for (const [url, end] of followed)
      if (!found.includes(url)) {
        end.abort()
        followed.delete(url)
      }
    for (const url of found) {
      if (followed.has(url)) continue
      const end = new AbortController()
      followed.set(url, end)
      follow(url, true, AbortSignal.any([desk.signal, end.signal]))
    }
    await sleep(FIND_MS, desk.signal)
    if (!desk.signal.aborted) found = await keepRelays(desk.db, desk.source_id, desk.settings.relays)
  }
}

/** Who is not named by those who run this may fail without a word. */
const QUIET: RelayEvents = { onConnected: () => {}, onFailed: () => {}, onHistory: () => {} }

/** Says on the Sources page that one relay at least is heard, and how far the past is read; it fails where none is. */
function tellStatus(
  relays: readonly string[],
  reportStatus: AnyRun['reportStatus'],
  fail: (problem: unknown) => void,
): (url: string) => RelayEvents {
  const failing = new Map<string, RelayProblem>()
  const history = new Map<string, { done: number; of: number }>()
  const tell = (status: Parameters<AnyRun['reportStatus']>[0]) => void reportStatus(status).catch(fail)
  return (url) => ({
    onConnected: () => {
      failing.delete(url)
      tell({ state: 'connected' })
    },
    onFailed: (problem) => {
      failing.set(url, problem)
      if (failing.size === relays.length) fail(problemOf([...failing.values()]))
    },
    onHistory: (_, done, of) => {
      const before = history.get(url)
      if (of === 0 && before === undefined) return
      history.set(url, { done, of })
      const parts = [...history.values()]
      const listed = parts.reduce((sum, part) => sum + part.done, 0)
      const to_list = parts.reduce((sum, part) => sum + part.of, 0)
      tell({ history: listed === to_list ? null : { listed, to_list } })
    },
  })
}

function problemOf(problems: readonly RelayProblem[]): SourceProblem {
  const one = problems.length === 1
  const step = 'Choose other relays. Readout tries again by itself.'
  if (problems.every(isFlood)) {
    const all = 'All of the relays send far more than they were asked for.'
    return new SourceProblem('refused', one ? 'The relay sends far more than it was asked for.' : all, step)
  }
  if (problems.some(isFlood))
    return new SourceProblem(
      'unreachable',
      'Some of the relays cannot be reached, and the others send far more than they were asked for.',
      step,
    )
  return new SourceProblem(
    'unreachable',
    one ? 'The relay cannot be reached.' : 'None of the relays can be reached.',
    'Readout tries again by itself. See that this machine reaches the internet, or choose other relays.',
  )
}

/** Takes back what a key said, of what this source brought. */
async function withdraw(
  { db, source_id }: AnyRun['claims'],
  refs: readonly string[],
  key: string,
): Promise<void> {
  const known = await db
    .selectFrom('claims')
    .select(['route', 'ref'])
    .where('source_id', '=', source_id)
    .where('ref', '=', anyOf(refs))
    .where('key', '=', key)
    .where('withdrawn_at', 'is', null)
    .execute()
  for (const route of new Set(known.map((claim) => claim.route)))
    await withdrawClaims(db, {
      route,
      refs: known.filter((claim) => claim.route === route).map(({ ref }) => ref),
      sender_key: key,
    })
}
