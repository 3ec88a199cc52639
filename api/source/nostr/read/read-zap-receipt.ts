import { hash } from 'node:crypto'
import { msat } from '#api/contract/msat.ts'
import { parseLoosely } from '#api/metadata/parse-loosely.ts'
import { readZapRequest } from '#api/metadata/read-zap-request.ts'
import { decodeInvoice } from '#api/source/nostr/read/decode-invoice.ts'
import {
  type EventClaim,
  KIND,
  type NostrEvent,
  podcastIds,
  tagOf,
} from '#api/source/nostr/read/nostr-event.ts'

/**
 * Reads a zap receipt (NIP-57, kind 9735): the request in it is signed by the sender, its digest is in the invoice, and the
 * receipt is signed by the server of the Lightning address that was paid. Anyone may sign something alike, so all three are
 * looked at.
 * @param isServer whether a key is that of the server of one of the show's own addresses
 * @returns null where it is none, or proves nothing
 */
export function readZapReceipt(event: NostrEvent, isServer: (key: string) => boolean): EventClaim | null {
  if (event.kind !== KIND.zap || !isServer(event.pubkey)) return null
  const description = event.tags.find(([name]) => name === 'description')?.[1]
  const invoice = decodeInvoice(tagOf(event, 'bolt11'))
  if (description === undefined || !invoice || invoice.amount_msat === null) return null
  if (hash('sha256', description) !== invoice.description_hash) return null
  const reading = readZapRequest(description, invoice.amount_msat)
  if (!reading || reading.warnings.length > 0) return null
  const request = podcastIds({ tags: requestTags(description) })
  const own = podcastIds(event)
  return {
    route: 'zap',
    reading: { ...reading, sender: {}, claimed_msat: msat(invoice.amount_msat) },
    // Nobody where the sender asked to be anonymous.
    payer: reading.sender.id ?? '',
    payment_hash: invoice.payment_hash,
    url: null,
    ids: {
      shows: [...new Set([...request.shows, ...own.shows])],
      episodes: [...new Set([...request.episodes, ...own.episodes])],
    },
    quotes: null,
  }
}

/**
 * What a receipt that a note quotes adds to it: its amount, and the hash of its invoice where the note's signer signed the
 * request too. Else anyone could put words to a payment that another made.
 */
export function readQuotedReceipt(
  event: NostrEvent,
  signer: string,
): { amount_msat: number | null; payment_hash: string | null } {
  const invoice = decodeInvoice(tagOf(event, 'bolt11'))
  const amount = Number(tagOf(event, 'amount'))
  const description = event.tags.find(([name]) => name === 'description')?.[1] ?? ''
  const isOwn =
    invoice !== null &&
    hash('sha256', description) === invoice.description_hash &&
    readZapRequest(description)?.sender.id === signer
  return {
    amount_msat: invoice?.amount_msat ?? (Number.isSafeInteger(amount) && amount > 0 ? amount : null),
    payment_hash: isOwn ? invoice.payment_hash : null,
  }
}

function requestTags(description: string): string[][] {
  const read = parseLoosely(description)
  const tags = 'value' in read ? read.value.tags : []
  if (!Array.isArray(tags)) return []
  return tags.flatMap((tag) =>
    Array.isArray(tag) ? [tag.map((part) => (typeof part === 'string' ? part : ''))] : [],
  )
}
