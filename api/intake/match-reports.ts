import { randomUUIDv7 } from 'node:crypto'
import type { RecordStatus } from '#api/contract/payment.ts'
import { absorb } from '#api/intake/absorb.ts'
import {
  hashKey,
  type KnownPayment,
  type Ledger,
  noteHash,
  noteRef,
  refKey,
} from '#api/intake/known-payment.ts'
import type { Entry } from '#api/intake/origin.ts'
import type { Place } from '#api/intake/resolve-sources.ts'
import { isSamePayment } from '#api/intake/same-payment.ts'

/** What one report turned out to be. */
export type Match = {
  entry: Entry
  place: Place
  payment: KnownPayment
  status: RecordStatus
  /** The payment's words come from this report. */
  speaks: boolean
  /** The sighting is not kept yet, or lacked its metadata. */
  sighting: boolean
  correction: string | null
}

export type Matches = {
  matches: Match[]
  /** Stored payments that changed. */
  changed: Set<KnownPayment>
  /** Payments that turned out to be one: the second was known by its id only, the first by its hash. */
  joined: { id: string; into: KnownPayment }[]
}

/** The reason under *needs a look* of two reports that cannot both be right. */
export const CONFLICT = 'Reports under the same id or hash disagree: look which one is right.'

/**
 * Decides for each report whether it is a payment, a further sighting of one, or a conflict with one.
 * @param ledger what is known under the reports' identities; new payments are entered, so that a batch may repeat itself
 */
export function matchReports(entries: readonly Entry[], places: readonly Place[], ledger: Ledger): Matches {
  const result: Matches = { matches: [], changed: new Set(), joined: [] }
  entries.forEach((entry, index) => {
    const place = places[index]
    if (place) result.matches.push(matchReport(entry, place, ledger, result))
  })
  return result
}

function matchReport(entry: Entry, place: Place, ledger: Ledger, result: Matches): Match {
  const { report } = entry
  const hash = hashKey(report)
  const byHash = hash ? (ledger.byHash.get(hash) ?? []) : []
  const seen = ledger.byRef.get(refKey(place.wallet.id, report.ref)) ?? []
  const candidates = [...new Set([...byHash, ...seen.map((sighting) => sighting.payment)])]
  const [same, twin] = candidates.filter((payment) =>
    isSamePayment(
      report,
      place.source_id,
      payment,
      seen.filter((sighting) => sighting.payment === payment),
    ),
  )
  if (same) {
    if (twin && same.payment_hash !== null && twin.payment_hash === null) join(same, twin, ledger, result)
    return resight(entry, place, same, ledger, result)
  }
  const payment = newPayment(entry, place)
  const rival = candidates[0]
  if (rival) {
    payment.conflict_of = rival.conflict_of ?? rival.id
    for (const side of [payment, ...candidates]) {
      if (side.needs_look?.includes(CONFLICT)) continue
      side.needs_look = [side.needs_look, CONFLICT].filter(Boolean).join(' ')
      if (side.stored) result.changed.add(side)
    }
  }
  noteHash(ledger, payment)
  noteRef(ledger, report.ref, sightingOf(entry, place, payment))
  return {
    entry,
    place,
    payment,
    status: rival ? 'conflict' : 'recorded',
    speaks: true,
    sighting: true,
    correction: null,
  }
}

function resight(entry: Entry, place: Place, payment: KnownPayment, ledger: Ledger, result: Matches): Match {
  const { report } = entry
  const hadHash = payment.payment_hash !== null
  const { gained, gainedReading, correction } = absorb(payment, report, place.exactness)
  if (!hadHash) noteHash(ledger, payment)
  if (gained && payment.stored) result.changed.add(payment)
  const earlier = ledger.byRef
    .get(refKey(payment.wallet_id, report.ref))
    ?.find((sighting) => sighting.source_id === place.source_id && sighting.payment === payment)
  const sighting = !earlier || (!earlier.has_metadata && report.metadata !== null)
  if (!earlier) noteRef(ledger, report.ref, sightingOf(entry, place, payment))
  else earlier.has_metadata ||= report.metadata !== null
  const status = gained ? 'updated' : 'duplicate'
  return { entry, place, payment, status, speaks: gainedReading, sighting, correction }
}

/** Makes a payment that was only known by its id one with the payment that has its hash. */
function join(into: KnownPayment, twin: KnownPayment, ledger: Ledger, result: Matches): void {
  for (const sightings of ledger.byRef.values())
    for (const sighting of sightings) if (sighting.payment === twin) sighting.payment = into
  for (const match of result.matches) if (match.payment === twin) match.payment = into
  if (twin.stored) {
    result.joined.push({ id: twin.id, into })
    result.changed.delete(twin)
    if (into.stored) result.changed.add(into)
  }
}

function sightingOf({ report }: Entry, place: Place, payment: KnownPayment) {
  return {
    source_id: place.source_id,
    settled_at: report.settled_at,
    has_metadata: report.metadata !== null,
    payment,
  }
}

function newPayment({ report }: Entry, place: Place): KnownPayment {
  const { money } = report
  const sats = money.kind === 'sats' ? money : null
  const fiat = money.kind === 'fiat' ? money : null
  return {
    id: randomUUIDv7(),
    wallet_id: place.wallet.id,
    exactness: place.exactness,
    ref: report.ref,
    payment_hash: report.payment_hash,
    set_id: report.set_id,
    conflict_of: null,
    settled_at: report.settled_at,
    amount_msat: sats?.amount_msat ?? null,
    fee_msat: sats?.fee_msat ?? 0,
    fiat_amount_minor: fiat?.amount_minor ?? null,
    fiat_fee_minor: fiat?.fee_minor ?? null,
    fiat_currency: fiat?.currency ?? null,
    price_amount_minor: sats?.price?.amount_minor ?? null,
    price_currency: sats?.price?.currency ?? null,
    rail: report.rail,
    memo: report.memo,
    comment: report.comment,
    metadata_url: report.metadata_url,
    has_reading: report.metadata?.reading != null,
    boost_id: null,
    needs_look: null,
    app: null,
    sender_name: null,
    sender_id: null,
    stored: false,
  }
}
