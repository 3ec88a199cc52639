import { decode, npubEncode } from 'nostr-tools/nip19'
import { isHex64, KIND } from '#api/source/nostr/read/nostr-event.ts'

/** A public key given as `npub1…`, `nprofile1…` or hex, as hex; null where it is none. */
export function keyOf(text: string | undefined): string | null {
  const plain = (text ?? '').trim().replace(/^nostr:/i, '')
  if (isHex64(plain.toLowerCase())) return plain.toLowerCase()
  const found = decoded(plain)
  if (found?.type === 'npub') return found.data
  return found?.type === 'nprofile' ? found.data.pubkey : null
}

/** The key as people see it, shortened: what someone is called who has no name. */
export function shortKey(key: string): string {
  const npub = npubEncode(key)
  return `${npub.slice(0, 12)}…${npub.slice(-4)}`
}

const QUOTES = /(?:nostr:)?\b(nevent1[02-9ac-hj-np-z]{20,1000})/gi

/** The id of the first zap receipt that a text quotes. */
export function quotedReceipt(text: string): string | null {
  for (const [, token = ''] of text.matchAll(QUOTES)) {
    const found = decoded(token.toLowerCase())
    if (found?.type === 'nevent' && found.data.kind === KIND.zap && isHex64(found.data.id))
      return found.data.id
  }
  return null
}

function decoded(text: string) {
  try {
    return decode(text)
  } catch {
    return null
  }
}
