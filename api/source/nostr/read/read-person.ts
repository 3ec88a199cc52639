import { isObject } from '#api/lib/is-object.ts'
import { parseLoosely } from '#api/metadata/parse-loosely.ts'
import { storableText } from '#api/metadata/text.ts'
import { isHex64, KIND, type NostrEvent } from '#api/source/nostr/read/nostr-event.ts'

const LONGEST_NAME = 200
/** Of those that someone writes to, so many are asked. */
const MOST_RELAYS = 3
const MOST_DELETED = 1_000

export type Profile = {
  name: string | null
  /** An address like name@example.com, which is true only where that server says so (NIP-05). */
  nip05: string | null
  /** It says of itself that it is a program (NIP-24). */
  is_bot: boolean
}

/** Reads what a key says of itself (kind 0). */
export function readProfile(event: NostrEvent): Profile | null {
  if (event.kind !== KIND.profile) return null
  const read = parseLoosely(event.content)
  if (!('value' in read) || !isObject(read.value)) return null
  const { name, display_name, nip05, bot } = read.value
  return {
    name: textOf(display_name) ?? textOf(name),
    nip05: textOf(nip05)?.toLowerCase() ?? null,
    is_bot: bot === true,
  }
}

/** The relays that a key writes to (NIP-65, kind 10002); only those that are reached as others are. */
export function readWriteRelays(event: NostrEvent): string[] {
  if (event.kind !== KIND.relays) return []
  const relays = event.tags.flatMap(([name, url = '', use]) =>
    name === 'r' && use !== 'read' && url.length <= 200 && /^wss:\/\//i.test(url) && URL.canParse(url)
      ? [relayAddress(url)]
      : [],
  )
  return [...new Set(relays)].slice(0, MOST_RELAYS)
}

/** One way to write a relay's address. */
export function relayAddress(url: string): string {
  const parsed = new URL(url)
  parsed.hash = ''
  return parsed.href.replace(/\/$/, '')
}

/** The ids of the events that their author takes back (NIP-09, kind 5); that they are theirs is to be seen. */
export function readDeletion(event: NostrEvent): string[] {
  if (event.kind !== KIND.deletion) return []
  return event.tags.flatMap(([name, id]) => (name === 'e' && isHex64(id) ? [id] : [])).slice(0, MOST_DELETED)
}

function textOf(value: unknown): string | null {
  const text =
    typeof value === 'string' ? storableText(value).trim().slice(0, LONGEST_NAME).toWellFormed() : ''
  return text === '' ? null : text
}
