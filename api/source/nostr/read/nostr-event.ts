import type { NostrEvent } from 'nostr-tools/pure'
import { msat } from '#api/contract/msat.ts'
import { claimOf } from '#api/metadata/fields.ts'
import type { Reading } from '#api/metadata/reading.ts'
import { storableText } from '#api/metadata/text.ts'

export type { NostrEvent }

/** The kinds that are read, by their NIP or the app that made them up. */
export const KIND = {
  profile: 0,
  note: 1,
  deletion: 5,
  zap: 9735,
  relays: 10_002,
  paymentNote: 30_078,
  stream: 3_369,
  streamTotal: 33_369,
} as const

/** What one event claims of a boost or of streaming; nothing of it is money. */
export type EventClaim = {
  route: 'note' | 'zap' | 'payment-note' | 'stream-receipt'
  /** Its sender has a name only where the words give one: whose the key is says `payer`. */
  reading: Reading
  /** The key of whom the words are by what the event says: not always the signer, and then not proven. */
  payer: string
  /** Of the Lightning invoice that it is about, where it names one that can be proven. */
  payment_hash: string | null
  /** Of the record that a payment's memo names too. */
  url: string | null
  /** The ids of podcasts and episodes that it is about (NIP-73). */
  ids: PodcastIds
  /** The id of the zap receipt that it quotes. */
  quotes: string | null
}

export type PodcastIds = { shows: string[]; episodes: string[] }

/** More is no app's. */
const MOST_IDS = 20
const SHOW = 'podcast:guid:'
const EPISODE = 'podcast:item:guid:'

/** The NIP-73 ids of a show and of an episode, as `i` tags have them. */
export const showId = (guid: string) => `${SHOW}${guid}`
export const episodeId = (guid: string) => `${EPISODE}${guid}`

/** The podcasts and episodes that an event is about, with or without its `k` tags. */
export function podcastIds({ tags }: Pick<NostrEvent, 'tags'>): PodcastIds {
  const ids: PodcastIds = { shows: [], episodes: [] }
  for (const [name, value = ''] of tags) {
    if (name !== 'i') continue
    if (value.startsWith(EPISODE)) add(ids.episodes, value.slice(EPISODE.length))
    else if (value.startsWith(SHOW)) add(ids.shows, value.slice(SHOW.length))
  }
  return ids
}

function add(ids: string[], text: string) {
  const id = storableText(text).trim()
  if (id !== '' && ids.length < MOST_IDS && !ids.includes(id)) ids.push(id)
}

/** The first value of a tag. */
export function tagOf({ tags }: Pick<NostrEvent, 'tags'>, name: string, at = 1): string | undefined {
  const value = tags.find(([first]) => first === name)?.[at]
  return value === undefined ? undefined : storableText(value).trim() || undefined
}

/** Whether it has this tag with one of these values. */
export function hasTag({ tags }: Pick<NostrEvent, 'tags'>, name: string, values: readonly string[]): boolean {
  return tags.some(([first, value = '']) => first === name && values.includes(value.toLowerCase()))
}

/** What the tag `amount` claims, in msat. */
export function amountTag(event: NostrEvent, warnings: string[]): Reading['claimed_msat'] {
  return claimOf(new Map([['amount', tagOf(event, 'amount')]]), ['amount'], warnings)
}

/** Whole sats as msat; null where that is no amount that can be. */
export function satsAsMsat(text: string): Reading['claimed_msat'] {
  const sats = Number(text.replaceAll(',', ''))
  return Number.isSafeInteger(sats * 1000) && sats > 0 ? msat(sats * 1000) : null
}

export const isHex64 = (text: string | undefined): text is string =>
  text !== undefined && /^[0-9a-f]{64}$/.test(text)
