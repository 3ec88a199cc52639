import { plainWords, SHORTEST_CUT } from '#api/metadata/own-words.ts'
import { appKey, nameKey } from '#api/supporter/name-key.ts'
import type { ClaimRoute } from '#db/schema/claim.ts'

/** A claim as matching sees it. */
export type Telling = {
  id: string
  route: ClaimRoute
  ref: string
  sent_at: Date
  key: string | null
  app: string | null
  sender_name: string | null
  message: string | null
  episode_id: string | null
  claimed_msat: number | null
  leg_msat: number | null
  /** Hex. */
  payment_hash: string | null
  url: string | null
  /** Where it is now. */
  boost_id: string | null
  /** Put there by a host: it stays, and what tells the same comes to it. */
  pinned: boolean
}

/** Payments that are one by what they say themselves; what claims filled in or joined is no ground for others. */
export type Paid = {
  /** Of its first payment. */
  id: string
  /** Where they are now, maybe with others. */
  boost_id: string
  /** When its first payment was settled. */
  settled_at: Date
  /** The hash of that, else its id in the wallet. */
  order: string
  app: string | null
  sender_name: string | null
  message: string | null
  episode_id: string | null
  claimed_msat: number | null
  received_msat: number
  /** Their ids. */
  payments: readonly string[]
  /** Who got them: wallets, and recipients within. */
  recipients: readonly string[]
  /** Of one payment without metadata that no host put anywhere, which a claim may make a leg of a boost; else null. */
  plain: { wallet_id: number; leg_of: string | null } | null
  /** Hex, of its payments. */
  hashes: readonly string[]
  /** Where its payments' metadata lie. */
  urls: readonly string[]
}

/** Claims that tell one boost, with the payments that prove it, and those without metadata that are of it too. */
export type Bundle = { claims: Telling[]; paid: Paid | null; legs: Paid[] }

const MINUTE = 60_000
/** Apps pay one recipient after another and then post: the first payment is settled before the claim, or by other clocks just after. */
export const BEFORE = 2 * MINUTE
export const AFTER = 15 * MINUTE
/** So far apart a descriptor's address still proves that two are one; a payment's hash always does. */
export const URL_REACH = 7 * 24 * 60 * MINUTE
/** Apps that split send whole sats to each, so that what was sent in all is a little less than planned, or more. */
const FLOORED_MSAT = 10_000
/** What is less than a hundredth of a claim is something else. */
const LEAST_PART = 100

/** In order of time, then of name: the order in which everything about claims is decided. */
export function byTelling(a: Telling, b: Telling): number {
  return a.sent_at.getTime() - b.sent_at.getTime() || compare(a.route, b.route) || compare(a.ref, b.ref)
}

export function byPaid(a: Paid, b: Paid): number {
  return a.settled_at.getTime() - b.settled_at.getTime() || compare(a.order, b.order) || compare(a.id, b.id)
}

/**
 * How well a claim fits what was received, where nothing proves it; 0 where it does not.
 *
 * Told within the window, of no other episode, app or sender. Where the payments say what was sent in all, it is that, and the
 * words are the same or were dropped on the way. Where they do not, as at a Lightning address, the words are the same, or were
 * dropped and what was received is a part of what is claimed.
 */
export function fitOf(claim: Telling, paid: Paid): number {
  const after = claim.sent_at.getTime() - paid.settled_at.getTime()
  if (after < -BEFORE || after > AFTER || !agree(claim, paid)) return 0
  const words = compareWords(claim.message, paid.message)
  if (words === 'differ') return 0
  // Of messages that begin alike, the one that is not cut is its own.
  const whole = plainWords(claim.message) === plainWords(paid.message) ? 0.5 : 0
  if (paid.claimed_msat !== null) {
    if (claim.claimed_msat === null || !sameTotal(claim.claimed_msat, paid.claimed_msat)) return 0
    if (words === 'same') return 5 + whole
    return words === 'none' || paid.message === null || sameName(claim, paid) ? 4 : 0
  }
  if (claim.claimed_msat === null) {
    const isLeg = claim.leg_msat === null || Math.abs(claim.leg_msat - paid.received_msat) < 1_000
    return words === 'same' && isLeg ? 2 + whole : 0
  }
  const isPart = paid.received_msat <= claim.claimed_msat + FLOORED_MSAT
  if (!isPart) return 0
  if (words === 'same') return 3 + whole
  const isSome = paid.received_msat > 0 && paid.received_msat * LEAST_PART > claim.claimed_msat
  return paid.message === null && isSome ? 1 : 0
}

/** Whether two claims tell one boost, where nothing proves it. */
export function tellSame(one: Telling, other: Telling): boolean {
  if (Math.abs(one.sent_at.getTime() - other.sent_at.getTime()) > AFTER || !agree(one, other)) return false
  const words = compareWords(one.message, other.message)
  if (words === 'differ') return false
  const [total, its] = [one.claimed_msat ?? one.leg_msat, other.claimed_msat ?? other.leg_msat]
  const isTotal = total !== null && its !== null
  if (isTotal && !sameTotal(total, its)) return false
  if (words === 'same') return true
  return isTotal && (sameName(one, other) || (one.key !== null && one.key === other.key))
}

/** Whether a second one of its route is the first one sent again by another, as bots do that repost; most name nobody. */
export function isRepost(one: Telling, other: Telling): boolean {
  return (
    one.route === other.route &&
    (one.route === 'note' || one.route === 'zap') &&
    one.key !== other.key &&
    (sameName(one, other) || isNameless(one) !== isNameless(other)) &&
    compareWords(one.message, other.message) === 'same'
  )
}

type Said = Pick<Telling, 'app' | 'sender_name' | 'episode_id'>

function agree(one: Said, other: Said): boolean {
  return (
    !differ(one.episode_id, other.episode_id) &&
    !differ(appKey(one.app), appKey(other.app)) &&
    !differ(nameKey(one.sender_name), nameKey(other.sender_name))
  )
}

function sameName(one: Said, other: Said): boolean {
  const key = nameKey(one.sender_name)
  return key !== '' && key === nameKey(other.sender_name)
}

function isNameless({ sender_name }: Said): boolean {
  return nameKey(sender_name) === ''
}

/** What is not said differs from nothing. */
function differ(a: string | null, b: string | null): boolean {
  return Boolean(a) && Boolean(b) && a !== b
}

function sameTotal(a: number, b: number): boolean {
  return Math.abs(a - b) < FLOORED_MSAT && Math.abs(a - b) * 10 <= Math.max(a, b)
}

type Words = 'same' | 'none' | 'one' | 'differ'

/** `one`: only one of the two has any. */
export function compareWords(a: string | null, b: string | null): Words {
  const [one, other] = [plainWords(a), plainWords(b)]
  if (one === '' || other === '') return one === other ? 'none' : 'one'
  if (one === other) return 'same'
  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  return short.length >= SHORTEST_CUT && long.startsWith(short) ? 'same' : 'differ'
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
