import type { KnownPayment, Ledger } from '#api/intake/match/known-payment.ts'
import type { Match } from '#api/intake/match/match-reports.ts'
import type { Entry } from '#api/intake/report.ts'
import type { Place } from '#api/intake/resolve-sources.ts'
import type { Details } from '#api/intake/write/payment-columns.ts'
import { hashKey, refKey } from '#api/payment/identity.ts'

/** Begins what is said of a report that is not of the shows of who reports, whatever else is known of it. */
export const OUTSIDE =
  'This key reports for some shows only. Name one of them in the metadata that comes with the payment'

/** A batch holds a report that is not of the shows of who reports. */
export class OutsideShows extends Error {
  constructor() {
    super(`${OUTSIDE}.`)
  }
}

/**
 * Refuses reports of payments that are known as another show's, and those that pay one back. What has its metadata from elsewhere later
 * could be anybody's then.
 * @throws OutsideShows
 */
export function refuseOfOthers(entries: readonly Entry[], places: readonly Place[], ledger: Ledger): void {
  entries.forEach(({ origin, report }, at) => {
    const { shows } = origin
    const place = places[at]
    if (shows === undefined || !place) return
    const isOther = ({ show_id }: KnownPayment) => !isAmong(shows, show_id)
    const known = (ref: string) =>
      (ledger.byRef.get(refKey(place.wallet.id, ref)) ?? []).map(({ payment }) => payment)
    const paidBack = report.refund_of === null ? null : known(report.refund_of)
    const named = [...known(report.ref), ...(ledger.byHash.get(hashKey(report) ?? '') ?? [])]
    const isLate = report.metadata === null && report.metadata_url !== null
    if (isLate || named.some(isOther) || paidBack?.some(isOther) || paidBack?.length === 0)
      throw new OutsideShows()
  })
}

/**
 * Refuses reports that were made out to be another show's, a new one's or none's.
 * @param composed what the payments were made out to be
 * @throws OutsideShows
 */
export function refuseOutsideShows(
  matches: readonly Match[],
  composed: ReadonlyMap<KnownPayment, Details>,
): void {
  for (const { entry, payment } of matches) {
    const { shows } = entry.origin
    if (shows === undefined || payment.refund_ref !== null) continue
    if (!isAmong(shows, (composed.get(payment) ?? payment).show_id)) throw new OutsideShows()
  }
}

function isAmong(shows: readonly number[], show: number | null): boolean {
  return show !== null && shows.includes(show)
}
