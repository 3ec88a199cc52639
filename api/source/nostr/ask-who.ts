import { FetchProblem } from '#api/fetch/fetch-problem.ts'
import { isObject } from '#api/lib/is-object.ts'
import { parseLoosely } from '#api/metadata/parse-loosely.ts'
import type { Desk } from '#api/source/nostr/desk.ts'
import { KIND, type NostrEvent } from '#api/source/nostr/read/nostr-event.ts'
import { type Profile, readProfile, readWriteRelays } from '#api/source/nostr/read/read-person.ts'
import type { Relay } from '#api/source/nostr/relay/connect-relay.ts'
import { askInParts } from '#api/source/nostr/relay/list-events.ts'
import { findStrangers, writePeople } from '#api/source/nostr/store/people.ts'
import { chunksOf } from '#api/source/nostr/store/wanted.ts'

const CHUNK = 100
const NIP05_MS = 5_000
const MAX_BODY = 256 * 1024

/**
 * Asks who keys are, of this relay and of the others that are open: what they say of themselves, and where they write. Those that
 * were asked lately are not asked again.
 * @param again also those
 */
export async function askWho(
  desk: Desk,
  relay: Relay,
  keys: readonly string[],
  { again = false } = {},
): Promise<void> {
  const strangers = again ? [...new Set(keys)] : await findStrangers(desk.db, keys)
  if (strangers.length === 0) return
  const newest = new Map<string, NostrEvent>()
  for (const each of new Set([relay, ...desk.open.values()]))
    for (const authors of chunksOf(strangers, CHUNK)) {
      const asked = askInParts(each, { kinds: [KIND.profile, KIND.relays], authors })
      const events = await asked.catch((error: unknown) => {
        if (each === relay) throw error
        return []
      })
      for (const event of events) {
        const kept = newest.get(`${event.kind} ${event.pubkey}`)
        if (!kept || kept.created_at < event.created_at) newest.set(`${event.kind} ${event.pubkey}`, event)
      }
    }
  const found = new Map<string, Profile & { relays: string[] }>()
  for (const key of strangers) {
    const said = newest.get(`${KIND.profile} ${key}`)
    const listed = newest.get(`${KIND.relays} ${key}`)
    const profile = (said && readProfile(said)) ?? { name: null, nip05: null, is_bot: false }
    found.set(key, {
      ...profile,
      name: profile.name ?? (profile.nip05 === null ? null : await nameAt(desk, profile.nip05, key)),
      relays: listed ? readWriteRelays(listed) : [],
    })
  }
  await writePeople(desk.db, found)
}

/** The name at an address (NIP-05) where its server says that it is this key's; null otherwise. */
async function nameAt({ fetcher, signal }: Desk, nip05: string, key: string): Promise<string | null> {
  const [, name, host] = /^([a-z0-9._-]{1,100})@([a-z0-9.-]{1,200})$/.exec(nip05) ?? []
  if (name === undefined || host === undefined) return null
  try {
    const { body } = await fetcher(`https://${host}/.well-known/nostr.json?name=${name}`, {
      maxBody: MAX_BODY,
      timeoutMs: NIP05_MS,
      signal,
      redirects: 0,
    })
    const read = parseLoosely(body)
    const names = 'value' in read && isObject(read.value.names) ? read.value.names : {}
    return names[name] === key ? (name === '_' ? host : name) : null
  } catch (error) {
    if (!(error instanceof FetchProblem)) throw error
    return null
  }
}
