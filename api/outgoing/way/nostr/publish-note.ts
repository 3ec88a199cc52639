import type { Outcome } from '#api/outgoing/outbox/settle-try.ts'
import { connectRelay } from '#api/source/nostr/relay/connect-relay.ts'
import { RelayProblem } from '#api/source/nostr/relay/relay-problem.ts'
import type { NostrNote } from '#db/schema/outgoing.ts'

type Told = { relay: string; took: boolean; isPassing: boolean; words: string }

/**
 * Gives a note to relays, and says what they answer (NIP-01, OK). One that takes it is enough: it is told where it was not taken, and
 * tried again only where none took it.
 */
export async function publishNote(
  note: NostrNote,
  { relays, own_network }: { relays: readonly string[]; own_network: string | null },
  signal: AbortSignal,
): Promise<Outcome> {
  const told = await Promise.all(relays.map((relay) => tell(note, relay, own_network, signal)))
  const taken = told.filter(({ took }) => took)
  const others = told.filter(({ took }) => !took).map(({ relay, words }) => `${relay}: ${words}`)
  const answer = [`${taken.length} of ${told.length} relays took it.`, ...others].join(' ').slice(0, 600)
  if (taken.length > 0) return { kind: 'sent', answer }
  return told.some(({ isPassing }) => isPassing)
    ? { kind: 'later', answer, afterMs: null }
    : { kind: 'refused', answer }
}

async function tell(
  note: NostrNote,
  relay: string,
  own_network: string | null,
  signal: AbortSignal,
): Promise<Told> {
  try {
    const isForeign = new URL(relay).hostname !== own_network?.toLowerCase()
    const connection = await connectRelay(relay, { signal, isForeign })
    try {
      const { took, words } = await connection.publish(note)
      // It is there already: a former try arrived.
      return { relay, took: took || words.startsWith('duplicate:'), isPassing: isPassing(words), words }
    } finally {
      connection.close()
    }
  } catch (error) {
    if (!(error instanceof RelayProblem)) throw error
    return { relay, took: false, isPassing: true, words: error.message }
  }
}

/** By the prefix that NIP-01 has relays give. */
function isPassing(words: string): boolean {
  return words.startsWith('rate-limited:') || words.startsWith('error:')
}
