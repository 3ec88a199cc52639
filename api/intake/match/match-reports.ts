import type { RecordStatus } from '#api/contract/payment.ts'
import { absorb } from '#api/intake/match/absorb.ts'
import {
  type KnownPayment,
  type Ledger,
  newPayment,
  noteHash,
  noteRef,
} from '#api/intake/match/known-payment.ts'
import { areOtherSets, isSamePayment } from '#api/intake/match/same-payment.ts'
import type { Entry } from '#api/intake/report.ts'
import type { Place } from '#api/intake/resolve-sources.ts'
import { CONFLICT } from '#api/payment/belonging.ts'
import { hashKey, refKey } from '#api/payment/identity.ts'

/** What one report turned out to be. */
export type Match = {
  entry: Entry
  place: Place
  payment: KnownPayment
  status: RecordStatus
  /** The sighting is not kept yet, or lacked its metadata, or corrects something now. */
  sighting: boolean
  /** The payment is told by this report's metadata now. */
  describes: boolean
  correction: string | null
}

export type Matches = {
  matches: Match[]
  /** Stored payments that changed. */
  changed: Set<KnownPayment>
  /** Payments whose words are to be made out: new ones, and those whose words come from something else now. */
  described: Set<KnownPayment>
  /** Stored payments that went up in another: known by their id only, and the other by its hash. */
  joined: { ended: KnownPayment; into: KnownPayment }[]
}

/**
 * Decides for each report whether it is a payment, a further sighting of one, or a conflict with one.
 * @param ledger what is known under the reports' identities; new payments are entered, so that a batch may repeat itself
 */
export function matchReports(entries: readonly Entry[], places: readonly Place[], ledger: Ledger): Matches {
  const result: Matches = { matches: [], changed: new Set(), described: new Set(), joined: [] }
  entries.forEach((entry, index) => {
    const place = places[index]
    if (place) result.matches.push(matchReport(entry, place, ledger, result))
  })
  return result
}

function matchReport(entry: Entry, place: Place, ledger: Ledger, result: Matches): Match {
  const { report } = entry
  const described = newPayment(entry, place)
  const seen = ledger.byRef.get(refKey(place.wallet.id, report.ref)) ?? []
  const byHash = (ledger.byHash.get(hashKey(report) ?? '') ?? []).filter(
    (payment) => !areOtherSets(described, payment),
  )
  const candidates = [...new Set([...byHash, ...seen.map((sighting) => sighting.payment)])]
  const same = candidates.filter((payment) =>
    isSamePayment(
      described,
      place.source_id,
      payment,
      seen.filter((sighting) => sighting.payment === payment),
    ),
  )
  const best = nearest(described, same)
  if (!best) return enter(entry, place, described, candidates, ledger, result)
  const twin = described.payment_hash === null ? undefined : same.find((other) => areTwins(best, other))
  const payment = twin ? join(best, twin, ledger, result) : best
  const rivals = candidates.filter((other) => !same.includes(other) && !areOtherSets(payment, other))
  return resight(entry, place, { payment, described: described, rivals }, ledger, result)
}

/** Of several that it may be: the one with its hash and set, then the one nearest in time and amount. */
function nearest(described: KnownPayment, same: readonly KnownPayment[]): KnownPayment | undefined {
  const distance = (payment: KnownPayment) => [
    payment.payment_hash === described.payment_hash && payment.set_id === described.set_id ? 0 : 1,
    Math.abs(payment.settled_at.getTime() - described.settled_at.getTime()),
    Math.abs((payment.amount_msat ?? 0) - (described.amount_msat ?? 0)),
  ]
  return same
    .map((payment) => ({ payment, distance: distance(payment) }))
    .sort((a, b) => compareAll(a.distance, b.distance))[0]?.payment
}

function compareAll(a: readonly number[], b: readonly number[]): number {
  return a.map((value, index) => value - (b[index] ?? 0)).find((difference) => difference !== 0) ?? 0
}

/** A report shows that the payment known by its id only is the one known by its hash. */
function areTwins(one: KnownPayment, other: KnownPayment): boolean {
  return one !== other && (one.payment_hash === null) !== (other.payment_hash === null)
}

/** A payment that was not known; where others are known under its identity, one that contradicts them. */
function enter(
  entry: Entry,
  place: Place,
  payment: KnownPayment,
  rivals: readonly KnownPayment[],
  ledger: Ledger,
  result: Matches,
): Match {
  const rival = rivals[0]
  if (rival) payment.conflict_of = rival.conflict_of ?? rival.id
  if (rival) for (const side of [payment, ...rivals]) markConflict(side, result)
  result.described.add(payment)
  noteHash(ledger, payment)
  noteRef(ledger, sightingOf(entry, place, payment))
  const status = rival ? 'conflict' : 'recorded'
  return { entry, place, payment, status, sighting: true, describes: true, correction: null }
}

function resight(
  entry: Entry,
  place: Place,
  {
    payment,
    described,
    rivals,
  }: { payment: KnownPayment; described: KnownPayment; rivals: readonly KnownPayment[] },
  ledger: Ledger,
  result: Matches,
): Match {
  const { report } = entry
  const hadHash = payment.payment_hash !== null
  const { altered, gained, retold, correction } = absorb(payment, described)
  if (altered && payment.stored) result.changed.add(payment)
  if (retold) result.described.add(payment)
  if (!hadHash && payment.payment_hash !== null) takeHash(payment, ledger, result)
  const earlier = ledger.byRef
    .get(refKey(place.wallet.id, report.ref))
    ?.find((sighting) => sighting.source_id === place.source_id && sighting.payment === payment)
  const describes = described.metadata !== undefined && payment.metadata === described.metadata
  const corrects = gained && correction !== null
  const sighting = !earlier || describes || corrects || (!earlier.has_metadata && report.metadata !== null)
  // What a host has looked at is not brought up again by the same report.
  if (!earlier) oppose(payment, rivals, result)
  if (!earlier) noteRef(ledger, sightingOf(entry, place, payment))
  else earlier.has_metadata ||= report.metadata !== null
  const status = gained ? 'updated' : 'duplicate'
  return { entry, place, payment, status, sighting, describes: describes, correction }
}

/** Enters a payment under the hash that it gained; another that has it with another amount or time contradicts it. */
function takeHash(payment: KnownPayment, ledger: Ledger, result: Matches): void {
  const rivals = (ledger.byHash.get(hashKey(payment) ?? '') ?? []).filter(
    (other) => other !== payment && !areOtherSets(payment, other),
  )
  oppose(payment, rivals, result)
  noteHash(ledger, payment)
}

/** Puts payments that are known already, and that turn out to contradict each other, under *needs a look*. */
function oppose(payment: KnownPayment, rivals: readonly KnownPayment[], result: Matches): void {
  const rival = rivals.find((other) => other.conflict_of === null)
  if (rival && payment.conflict_of === null) {
    // A row cannot point at one that is not stored yet.
    if (rival.stored) payment.conflict_of = rival.id
    else rival.conflict_of = payment.id
  }
  if (rivals.length > 0) for (const side of [payment, ...rivals]) markConflict(side, result)
}

function markConflict(payment: KnownPayment, result: Matches): void {
  if (payment.needs_look?.includes(CONFLICT)) return
  payment.needs_look = [payment.needs_look, CONFLICT].filter(Boolean).join(' ')
  if (payment.stored) result.changed.add(payment)
}

/**
 * Makes two payments one. A stored one outlives one of this batch, so that its id stays; of two stored ones, that with the
 * hash does.
 * @returns the one that is left
 */
function join(one: KnownPayment, other: KnownPayment, ledger: Ledger, result: Matches): KnownPayment {
  const hashed = one.payment_hash === null ? other : one
  const plain = hashed === one ? other : one
  const into = plain.stored && !hashed.stored ? plain : hashed
  const ended = into === plain ? hashed : plain
  for (const sightings of ledger.byRef.values())
    for (const sighting of sightings) if (sighting.payment === ended) sighting.payment = into
  for (const payments of ledger.byHash.values()) {
    const at = payments.indexOf(ended)
    if (at !== -1) payments.splice(at, 1, ...(payments.includes(into) ? [] : [into]))
  }
  for (const match of result.matches) {
    if (match.payment !== ended) continue
    match.payment = into
    match.sighting = true
  }
  const hadHash = into.payment_hash !== null
  absorb(into, ended)
  for (const { payment } of [...result.matches, ...[...ledger.byRef.values()].flat()])
    if (payment.conflict_of === ended.id) payment.conflict_of = payment === into ? null : into.id
  if (ended.conflict_of !== into.id) into.conflict_of ??= ended.conflict_of
  if (ended.needs_look?.includes(CONFLICT)) markConflict(into, result)
  if (!hadHash) takeHash(into, ledger, result)
  result.described.delete(ended)
  result.changed.delete(ended)
  result.described.add(into)
  if (into.stored) result.changed.add(into)
  if (ended.stored) result.joined.push({ ended, into })
  return into
}

function sightingOf({ report }: Entry, place: Place, payment: KnownPayment) {
  return {
    source_id: place.source_id,
    wallet_id: place.wallet.id,
    ref: report.ref,
    settled_at: report.settled_at,
    has_metadata: report.metadata !== null,
    payment,
  }
}
