import type { KnownPayment, KnownSighting } from '#api/intake/known-payment.ts'
import type { Money, Report } from '#api/intake/report.ts'

/** Files keep whole seconds; the same source says the same time again. */
const SAME_SOURCE_MS = 1_000
/** How far the times may lie apart that two sources give one id. */
const OTHER_SOURCE_MS = 60_000

/**
 * Whether a report is about this payment, found under the same hash or id: amounts may differ by rounding to whole sats
 * only, the hash may be missing on one side, and one id has one time.
 * @param seen the sightings of the payment under the report's id in the wallet
 */
export function isSamePayment(
  report: Report,
  sourceId: number,
  payment: KnownPayment,
  seen: readonly KnownSighting[],
): boolean {
  if (report.payment_hash !== null && payment.payment_hash !== null && !sameHash(report, payment))
    return false
  if (!sameMoney(report.money, payment)) return false
  const own = seen.filter((sighting) => sighting.source_id === sourceId)
  if (own.length > 0)
    return own.some((sighting) => near(report.settled_at, sighting.settled_at, SAME_SOURCE_MS))
  const provenByHash = report.payment_hash !== null && payment.payment_hash !== null
  return provenByHash || near(report.settled_at, payment.settled_at, OTHER_SOURCE_MS)
}

function sameHash(report: Report, payment: KnownPayment): boolean {
  return report.payment_hash === payment.payment_hash && report.set_id === payment.set_id
}

/** Equal, or equal once rounded down to whole sats: an equivalence, so that the order of reports does not matter. */
function sameMoney(money: Money, payment: KnownPayment): boolean {
  if (money.kind === 'sats')
    return payment.amount_msat !== null && wholeSats(money.amount_msat) === wholeSats(payment.amount_msat)
  if (money.kind === 'fiat')
    return payment.fiat_amount_minor === money.amount_minor && payment.fiat_currency === money.currency
  return payment.amount_msat === null && payment.fiat_amount_minor === null
}

function wholeSats(amount: number): number {
  return Math.trunc(amount / 1000)
}

function near(a: Date, b: Date, within: number): boolean {
  return Math.abs(a.getTime() - b.getTime()) <= within
}
