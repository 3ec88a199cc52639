import { hash } from 'node:crypto'
import type { Reading } from '#api/metadata/reading.ts'
import { appKey, nameKey } from '#api/supporter/name-key.ts'

/** By what a payment finds the others of its boost; each null where it cannot. */
export type GroupingKeys = {
  shared_key: string | null
  uuid_key: string | null
  content_key: string | null
  /** Of an auto: by what it finds those before and after it. */
  cadence_key: string | null
}

/** What of a reading tells which boost it is of. */
export type Grouped = Pick<
  Reading,
  'app' | 'sender' | 'message' | 'claimed_msat' | 'boost_uuid' | 'payment_uuid'
>

/**
 * The keys of a payment, from its metadata as first read. Every one of them holds app, sender and show, so that a lock on
 * app and sender covers all that a payment can be grouped with. Ids are keyed alike wherever they stand: what all payments
 * share on one rail may be the payment's own id on another.
 * @param reading the first reading of the payment's metadata
 * @param action what the payment was taken for
 * @param showId the show it was resolved to
 */
export function groupingKeys(reading: Grouped, action: string, showId: number): GroupingKeys {
  const who = [appKey(reading.app.name), senderKey(reading.sender.name, reading.sender.id), showId]
  return {
    shared_key: reading.boost_uuid ? key('shared', spelling(reading.boost_uuid), ...who) : null,
    uuid_key: reading.payment_uuid ? key('shared', spelling(reading.payment_uuid), ...who) : null,
    content_key: key('content', action, reading.message?.trim() ?? null, reading.claimed_msat, ...who),
    cadence_key: action === 'auto' ? cadenceKey(reading, showId) : null,
  }
}

/** By what an auto finds those before and after it, on whichever rail. */
export function cadenceKey(reading: Pick<Reading, 'app' | 'sender'> | null, showId: number): string {
  const { app, sender } = reading ?? { app: {}, sender: {} }
  return key('cadence', appKey(app.name), senderKey(sender.name, sender.id), showId)
}

/** A UUID in small letters; what else serves as an id may tell capitals apart. */
function spelling(id: string): string {
  return /^[0-9a-f-]+$/i.test(id) ? id.toLowerCase() : id
}

/**
 * What may be the same sender within an app. Who has a name may leave the id away on one rail, so that ids are compared when
 * grouping; the nameless are only told by it.
 */
function senderKey(name: string | null | undefined, id: string | null | undefined): string {
  const key = nameKey(name)
  return key === '' ? `\n${id ?? ''}` : `${key}\n`
}

/** The neighbourhood of a payment, as a lock's name. */
export function neighbourhoodKey(
  app: string | null | undefined,
  name: string | null | undefined,
  id: string | null | undefined,
): string {
  return `group:${appKey(app)}\n${senderKey(name, id)}`
}

/** The neighbourhood of a stored payment. */
export function neighbourhoodOf(payment: {
  app: string | null
  sender_name: string | null
  sender_id: string | null
}): string {
  return neighbourhoodKey(payment.app, payment.sender_name, payment.sender_id)
}

/** A short digest in the shape of a UUID, the smallest column that PostgreSQL indexes well. */
function key(...parts: (string | number | null)[]): string {
  const hex = hash('sha256', JSON.stringify(parts), 'hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`
}
