import type { ClaimReport } from '#api/claim/claim-report.ts'
import { msat } from '#api/contract/msat.ts'
import type { Reading } from '#api/metadata/reading.ts'
import { type EventClaim, KIND, type NostrEvent } from '#api/source/nostr/read/nostr-event.ts'
import { shortKey } from '#api/source/nostr/read/nostr-keys.ts'
import { readBoostNote } from '#api/source/nostr/read/read-boost-note.ts'
import { readPaymentNote } from '#api/source/nostr/read/read-payment-note.ts'
import { readStreamReceipt } from '#api/source/nostr/read/read-stream-receipt.ts'
import { readQuotedReceipt, readZapReceipt } from '#api/source/nostr/read/read-zap-receipt.ts'
import type { Person } from '#api/source/nostr/store/people.ts'
import type { Servers } from '#api/source/nostr/store/servers.ts'
import { showOf, type Wanted } from '#api/source/nostr/store/wanted.ts'
import { nameKey } from '#api/supporter/name-key.ts'

/** What is known when an event is read. */
export type Known = {
  wanted: Wanted
  servers: Servers
  /** The shows that payments of these hashes are of, which words were asked for. */
  payments: ReadonlyMap<string, number>
  people: ReadonlyMap<string, Person>
  /** The shows' own keys: what they sign is from others. */
  ownKeys: readonly string[]
  /** Zap receipts that notes quote. */
  receipts: ReadonlyMap<string, NostrEvent>
  now: Date
}

/** What an event claims, by its kind; null where it claims nothing of a boost. */
export function readClaim(event: NostrEvent, servers: Servers): EventClaim | null {
  switch (event.kind) {
    case KIND.note:
      return readBoostNote(event)
    case KIND.zap:
      return readZapReceipt(event, (key) => servers.has(key))
    case KIND.paymentNote:
      return readPaymentNote(event)
    default:
      return readStreamReceipt(event)
  }
}

/** An event as a claim of a kept show's; null where it is none. It is words: nothing in it is money. */
export function eventAsReport(event: NostrEvent, known: Known): Omit<ClaimReport, 'source_id'> | null {
  const claim = readClaim(event, known.servers)
  const show_id = claim && showOfClaim(event, claim, known)
  if (!claim || show_id === null) return null
  const receipt = claim.quotes === null ? undefined : known.receipts.get(claim.quotes)
  const quoted = receipt && readQuotedReceipt(receipt, event.pubkey)
  const { reading } = claim
  return {
    route: claim.route,
    ref: event.id,
    show_id,
    reading: {
      ...reading,
      sender: senderOf(event, claim, known),
      claimed_msat: reading.claimed_msat ?? (quoted?.amount_msat ? msat(quoted.amount_msat) : null),
    },
    // A zap receipt is signed by a server: it is the sender's words all the same.
    sender_key: keyOf(claim.route === 'zap' ? claim.payer : event.pubkey),
    sent_at: new Date(Math.min(event.created_at * 1000, known.now.getTime())),
    fiat: null,
    payment_hash: claim.payment_hash ?? quoted?.payment_hash ?? null,
    url: claim.url,
    raw: { ...event, tags: event.tags.filter(([name]) => name !== 'preimage') },
  }
}

function keyOf(key: string): ClaimReport['sender_key'] {
  return key === '' ? null : { kind: 'nostr', key }
}

/** Words for an invoice are the payment's show's; a zap may name none, where the address that was paid is of one show only. */
function showOfClaim(event: NostrEvent, claim: EventClaim, known: Known): number | null {
  if (claim.route === 'payment-note') return known.payments.get(claim.payment_hash ?? '') ?? null
  const named = showOf(claim.ids, known.wanted)
  if (named !== null || claim.route !== 'zap') return named
  const [only, ...others] = known.servers.get(event.pubkey) ?? []
  const isNamed = claim.ids.shows.length + claim.ids.episodes.length > 0
  const isToShow = event.tags.some(([name, key = '']) => name === 'p' && known.ownKeys.includes(key))
  return only !== undefined && others.length === 0 && !isNamed && isToShow ? only : null
}

/**
 * Who boosted: the key is who they are, where they signed for themselves. Bots and sites sign for others and name them in tags or
 * words, which is a name and no more.
 */
function senderOf(event: NostrEvent, claim: EventClaim, known: Known): Reading['sender'] {
  const { payer, route } = claim
  if (payer === '') return {}
  const person = known.people.get(payer)
  const from = claim.reading.sender.name
  const named = (name: string | null | undefined) => (name ? { name } : {})
  if (route !== 'zap') {
    if (payer !== event.pubkey) return named(from ?? person?.name)
    if (person?.is_bot || known.ownKeys.includes(payer)) return named(from)
    if (from !== undefined && nameKey(from) !== nameKey(person?.name)) return named(from)
  }
  // A key that was made for one payment and says nothing of itself is nobody.
  const isBurner = route === 'payment-note' && !person?.name
  return isBurner ? {} : { id: payer, name: person?.name ?? shortKey(payer) }
}
