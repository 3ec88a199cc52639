import { RAILS } from '#api/contract/rail.ts'
import type { KnownPayment } from '#api/intake/match/known-payment.ts'
import { wordsOf } from '#api/payment/best-metadata.ts'
import type { Exactness } from '#db/schema/wallet.ts'

export type Absorbed = {
  /** Something is to be stored, if only that its reporter is more exact. */
  altered: boolean
  /** The payment gained or corrected something. */
  gained: boolean
  /** What its words are made from changed. */
  retold: boolean
  /** Where the reports differ, which was kept, as a sentence. */
  correction: string | null
}

/**
 * Adds to a payment what another report of it says and the first lacked; where they differ, the most exact reporter wins. What
 * comes of it does not depend on the order of the reports: among equals the larger amount is taken, since rounding only takes
 * away, the earlier time, and the text that says more.
 * @param other a payment as it were if the report were the only one
 */
export function absorb(payment: KnownPayment, other: KnownPayment): Absorbed {
  const before = { all: storedOf(payment), facts: factsOf(payment), told: toldBy(payment) }
  const correction = correct(payment, other)
  takeRail(payment, other)
  takeFee(payment, other)
  takePrice(payment, other)
  payment.payment_hash ??= other.payment_hash
  payment.set_id ??= other.set_id
  payment.memo = fuller(payment.memo, other.memo)
  payment.comment = fuller(payment.comment, other.comment)
  payment.metadata_url = fuller(payment.metadata_url, other.metadata_url)
  payment.routing = fuller(payment.routing, other.routing)
  payment.refund_ref ??= other.refund_ref
  if ((other.metadata_rank ?? '') > (payment.metadata_rank ?? '')) {
    payment.metadata_rank = other.metadata_rank
    if (other.metadata) payment.metadata = other.metadata
    else delete payment.metadata
  }
  if (
    other.exactness > payment.exactness ||
    (other.exactness === payment.exactness && other.wallet_id < payment.wallet_id)
  )
    payment.wallet_id = other.wallet_id
  payment.exactness = Math.max(payment.exactness, other.exactness) as Exactness
  return {
    altered: storedOf(payment) !== before.all,
    gained: factsOf(payment) !== before.facts,
    retold: toldBy(payment) !== before.told,
    correction,
  }
}

function storedOf({ metadata, ...stored }: KnownPayment): string {
  return JSON.stringify(stored)
}

/** What a report may add or correct; being more exact is nothing gained by itself. */
function factsOf(payment: KnownPayment): string {
  const { exactness, fee_exactness, metadata, metadata_rank, ...facts } = payment
  return JSON.stringify({ ...facts, words: wordsOf(metadata_rank) })
}

/** What its words are made from: metadata, memo and notes, the wallet, and an amount that a rule may be about. */
function toldBy(payment: KnownPayment): string {
  const { memo, comment, metadata_url, routing, wallet_id, amount_msat, refund_ref, metadata_rank } = payment
  return JSON.stringify([
    memo,
    comment,
    metadata_url,
    routing,
    wallet_id,
    amount_msat,
    refund_ref,
    wordsOf(metadata_rank),
  ])
}

function correct(payment: KnownPayment, other: KnownPayment): string | null {
  const corrections: string[] = []
  const moreExact = other.exactness > payment.exactness
  const asExact = other.exactness === payment.exactness
  const [own, said] = [payment.amount_msat, other.amount_msat]
  if (own !== null && said !== null && said !== own) {
    const taken = moreExact || (asExact && Math.abs(said) > Math.abs(own))
    corrections.push(
      taken ? `${said} msat taken instead of ${own}` : `${own} msat kept, this report says ${said}`,
    )
    if (taken) payment.amount_msat = said
  }
  if (other.settled_at.getTime() !== payment.settled_at.getTime()) {
    const taken = moreExact || (asExact && other.settled_at < payment.settled_at)
    const [kept, dropped] = taken
      ? [other.settled_at, payment.settled_at]
      : [payment.settled_at, other.settled_at]
    corrections.push(`settled at ${kept.toISOString()}, not ${dropped.toISOString()}`)
    payment.settled_at = kept
  }
  return corrections.length > 0 ? `Sightings differ: ${corrections.join('; ')}.` : null
}

/** Who has the metadata knows how the money came; without any, the most exact does, and among equals who says more than bolt11. */
function takeRail(payment: KnownPayment, other: KnownPayment): void {
  const [own, said] = [payment.metadata_rank ?? '', other.metadata_rank ?? '']
  const weigh = ({ exactness, rail }: KnownPayment) => exactness * 10 + RAIL_ORDER.indexOf(rail)
  if (said > own || (said === own && weigh(other) > weigh(payment))) payment.rail = other.rail
}

/** What is assumed where nothing is said comes first. */
const RAIL_ORDER = ['bolt11', ...RAILS.filter((rail) => rail !== 'bolt11')]

function takeFee(payment: KnownPayment, other: KnownPayment): void {
  const fee = (of: KnownPayment) => of.fee_msat + (of.fiat_fee_minor ?? 0)
  const more = other.fee_exactness - payment.fee_exactness || fee(other) - fee(payment)
  if (fee(other) === 0 || more <= 0) return
  payment.fee_msat = other.fee_msat
  if (payment.fiat_fee_minor !== null) payment.fiat_fee_minor = other.fiat_fee_minor ?? 0
  payment.fee_exactness = other.fee_exactness
}

function takePrice(payment: KnownPayment, other: KnownPayment): void {
  if (other.price_currency === null || other.price_amount_minor === null) return
  const more =
    payment.price_currency === null || payment.price_amount_minor === null
      ? 1
      : other.price_amount_minor - payment.price_amount_minor ||
        (other.price_currency < payment.price_currency ? 1 : 0)
  if (more <= 0) return
  payment.price_amount_minor = other.price_amount_minor
  payment.price_currency = other.price_currency
}

/** The longer of two texts: the other is cut, or says less. */
function fuller(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other
  if (one.length !== other.length) return one.length > other.length ? one : other
  return one <= other ? one : other
}
