import { hash } from 'node:crypto'
import { readPosition } from '#api/metadata/fields.ts'
import { defined } from '#api/metadata/read-boostagram.ts'
import { emptyReading } from '#api/metadata/reading.ts'
import { storableText } from '#api/metadata/text.ts'
import {
  amountTag,
  type EventClaim,
  hasTag,
  isHex64,
  KIND,
  type NostrEvent,
  podcastIds,
  tagOf,
} from '#api/source/nostr/read/nostr-event.ts'
import { keyOf, quotedReceipt } from '#api/source/nostr/read/nostr-keys.ts'
import { wordsOfNote } from '#api/source/nostr/read/words-of-note.ts'

const TOPICS = ['boostagram', 'value4value', 'boost']

/**
 * Reads a boost note (kind 1 with NIP-73 ids): one with a boost's topic, an amount, or a quoted zap receipt. What has none of
 * these is a comment on the show.
 * @returns null where it is no boost
 */
export function readBoostNote(event: NostrEvent): EventClaim | null {
  if (event.kind !== KIND.note) return null
  const ids = podcastIds(event)
  if (ids.shows.length + ids.episodes.length === 0) return null
  const warnings: string[] = []
  const amount = amountTag(event, warnings)
  const quotes = quotedReceipt(event.content)
  if (amount === null && quotes === null && !hasTag(event, 't', TOPICS)) return null
  const words = wordsOfNote(storableText(event.content))
  const app = tagOf(event, 'client') ?? tagOf(event, 'app') ?? words.app
  const version = tagOf(event, 'app', 2)
  const [guid] = ids.shows
  const [episode] = ids.episodes
  return {
    route: 'note',
    reading: {
      ...emptyReading(),
      action: 'boost',
      show: defined({ guid }),
      episode: defined({ guid: episode }),
      app: defined({ name: app, version: tagOf(event, 'app') === app ? version : undefined }),
      sender: defined({ name: words.from }),
      message: words.message,
      position_s: readPosition(new Map([['ts', tagOf(event, 'position')]])),
      claimed_msat: amount ?? words.claimed_msat,
      warnings,
    },
    payer: payerOf(event),
    payment_hash: hashOf(tagOf(event, 'preimage')),
    url: recordAddress(event),
    ids,
    quotes,
  }
}

/** Bots and sites sign for others, whom they name by these tags. */
export function payerOf(event: NostrEvent): string {
  return keyOf(tagOf(event, 'sender')) ?? keyOf(tagOf(event, 'P')) ?? event.pubkey
}

function hashOf(preimage: string | undefined): string | null {
  const hex = preimage?.toLowerCase()
  return isHex64(hex) ? hash('sha256', Buffer.from(hex, 'hex')) : null
}

/**
 * The address of the boost's own record: of the `r` tags, others are pages of the show or episode that many boosts name. A record
 * has an id of its own at its end.
 */
function recordAddress({ tags }: NostrEvent): string | null {
  for (const [name, value = ''] of tags) {
    if (name !== 'r' || value.length > 2_000 || !/^https?:\/\//i.test(value) || !URL.canParse(value)) continue
    const { pathname, searchParams } = new URL(value)
    if (
      /\/boosts?\/[\w-]{8,100}\/?$/i.test(pathname) ||
      /^[\w-]{8,100}$/.test(searchParams.get('payment') ?? '')
    )
      return value
  }
  return null
}
