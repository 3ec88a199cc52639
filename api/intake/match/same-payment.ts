import type { KnownPayment, KnownSighting } from '#api/intake/match/known-payment.ts'

/** Files keep whole seconds; the same source says the same time again. */
const SAME_SOURCE_MS = 1_000
/** How far the times may lie apart that two sources give one id. */
const OTHER_SOURCE_MS = 60_000

/**
 * Whether a report is about this payment, found under the same hash or id: amounts may differ by rounding to whole sats
 * only, the hash or its AMP set may be missing on one side, and one id has one time.
 * @param described the payment as it were if the report were the only one
 * @param seen the sightings of the known payment under the report's id in the wallet
 */
export function isSamePayment(
  described: KnownPayment,
  sourceId: number,
  payment: KnownPayment,
  seen: readonly KnownSighting[],
): boolean {
  const hashes = compareHashes(described, payment)
  if (hashes === 'other' || !sameMoney(described, payment)) return false
  const own = seen.filter((sighting) => sighting.source_id === sourceId)
  if (own.length > 0)
    return own.some((sighting) => near(described.settled_at, sighting.settled_at, SAME_SOURCE_MS))
  return hashes === 'same' || near(described.settled_at, payment.settled_at, OTHER_SOURCE_MS)
}

/** Whether two payments are sets of one AMP invoice: they share a hash, and that is no conflict. */
export function areOtherSets(one: KnownPayment, other: KnownPayment): boolean {
  const bothKnown = one.set_id !== null && other.set_id !== null
  return one.payment_hash === other.payment_hash && bothKnown && one.set_id !== other.set_id
}

function compareHashes(one: KnownPayment, other: KnownPayment): 'same' | 'other' | 'unknown' {
  if (one.payment_hash === null || other.payment_hash === null) return 'unknown'
  if (one.payment_hash !== other.payment_hash) return 'other'
  if (one.set_id === other.set_id) return 'same'
  return one.set_id === null || other.set_id === null ? 'unknown' : 'other'
}

/** Equal, or equal once rounded down to whole sats: an equivalence, so that the order of reports does not matter. */
function sameMoney(one: KnownPayment, other: KnownPayment): boolean {
  return (
    wholeSats(one.amount_msat) === wholeSats(other.amount_msat) &&
    one.fiat_amount_minor === other.fiat_amount_minor &&
    one.fiat_currency === other.fiat_currency
  )
}

function wholeSats(amount: number | null): number | null {
  return amount === null ? null : Math.trunc(amount / 1000)
}

function near(a: Date, b: Date, within: number): boolean {
  return Math.abs(a.getTime() - b.getTime()) <= within
}
