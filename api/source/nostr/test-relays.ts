import type { Kysely } from 'kysely'
import type { Finding } from '#api/source/kind/source-kind.ts'
import { SourceProblem } from '#api/source/kind/source-problem.ts'
import { readBoostNote } from '#api/source/nostr/read/read-boost-note.ts'
import { connectRelay } from '#api/source/nostr/relay/connect-relay.ts'
import { listEvents } from '#api/source/nostr/relay/list-events.ts'
import { RelayProblem } from '#api/source/nostr/relay/relay-problem.ts'
import type { NostrSettings } from '#api/source/nostr/settings.ts'
import { filtersOf, loadWanted, showOf, type Wanted } from '#api/source/nostr/store/wanted.ts'
import type { DB } from '#db/schema/index.ts'

const MONTH_S = 30 * 24 * 3600
/** How long one relay may take; the test as a whole has a little more. */
const RELAY_MS = 10_000
/** Only the shows and the newest episodes: a test is not the history. */
const MOST_FILTERS = 2

const NOTHING_WANTED: Wanted = { shows: new Map(), episodes: new Map(), asks: [] }

/**
 * Connects to every relay and counts the boost notes of the kept shows in the last month.
 * @throws SourceProblem where no relay answers
 */
export async function testRelays(
  settings: NostrSettings,
  signal: AbortSignal,
  db: Kysely<DB> | undefined,
): Promise<Finding> {
  const wanted = db ? await loadWanted(db, settings.keys) : NOTHING_WANTED
  const notes = new Set<string>()
  const either = AbortSignal.any([signal, AbortSignal.timeout(RELAY_MS)])
  const answers = await Promise.all(
    settings.relays.map((url) =>
      countNotes(url, wanted, notes, either).then(
        () => null,
        (error: unknown) => {
          if (error instanceof RelayProblem)
            return `${url}: ${error.code === 'ended' ? 'It does not answer in time.' : error.message}`
          throw error
        },
      ),
    ),
  )
  const problems = answers.filter((answer) => answer !== null)
  const all = settings.relays.length
  const connected = all - problems.length
  if (connected === 0)
    throw new SourceProblem(
      'unreachable',
      all === 1 ? 'The relay does not answer.' : 'None of the relays answers.',
      'Check their addresses, and that this machine reaches the internet.',
    )
  const to =
    connected === all ? (all === 1 ? 'the relay' : `all ${all} relays`) : `${connected} of ${all} relays`
  const shows = new Set(wanted.shows.values()).size
  const count =
    notes.size === 0 ? 'no note' : notes.size === 1 ? '1 note' : `${notes.size.toLocaleString('en')} notes`
  return {
    says:
      shows === 0
        ? [
            `Connected to ${to}.`,
            'Keep a show that has a podcast guid first: there is nothing to ask for yet.',
          ]
        : [`Connected to ${to}; ${count} of ${shows === 1 ? 'your show' : 'your shows'} in the last month.`],
    warnings: problems,
  }
}

async function countNotes(
  url: string,
  wanted: Wanted,
  notes: Set<string>,
  signal: AbortSignal,
): Promise<void> {
  const relay = await connectRelay(url, { signal })
  try {
    const since = Math.floor(Date.now() / 1000) - MONTH_S
    for (const filter of filtersOf(wanted.asks).slice(0, MOST_FILTERS))
      for await (const events of listEvents(relay, { ...filter, since }))
        for (const event of events) {
          const note = readBoostNote(event)
          if (note && showOf(note.ids, wanted) !== null) notes.add(event.id)
        }
    // Also one that has nothing to be asked for has to answer.
    if (wanted.asks.length === 0) await relay.ask({ kinds: [0], limit: 1 })
  } finally {
    relay.close()
  }
}
