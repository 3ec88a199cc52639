import type { KnownPayment } from '#api/intake/known-payment.ts'
import type { Report } from '#api/intake/report.ts'
import type { Exactness } from '#db/schema/wallet.ts'

export type Absorbed = {
  /** The payment gained or corrected something. */
  gained: boolean
  /** Its words come from this report now: it had none that could be read. */
  gainedReading: boolean
  /** Where the sightings differ, which was kept, as a sentence. */
  correction: string | null
}

/**
 * Adds to a payment what a further sighting says and the first lacked; where they differ in amount or time, the most exact
 * reporter wins, and among equals the larger amount, since rounding only takes away, and the earlier time.
 */
export function absorb(payment: KnownPayment, report: Report, exactness: Exactness): Absorbed {
  const moreExact = exactness > payment.exactness
  const before = JSON.stringify(payment)
  const correction = correct(payment, report, exactness)
  const gainedReading = !payment.has_reading && report.metadata?.reading != null

  if (payment.payment_hash === null && report.payment_hash !== null) {
    payment.payment_hash = report.payment_hash
    payment.set_id = report.set_id
  }
  if (report.money.kind === 'sats') {
    if (payment.fee_msat === 0 || moreExact) payment.fee_msat = report.money.fee_msat || payment.fee_msat
    if (payment.price_currency === null && report.money.price) {
      payment.price_amount_minor = report.money.price.amount_minor
      payment.price_currency = report.money.price.currency
    }
  }
  if (report.money.kind === 'fiat' && (payment.fiat_fee_minor === 0 || moreExact))
    payment.fiat_fee_minor = report.money.fee_minor || payment.fiat_fee_minor
  payment.memo ??= report.memo
  payment.comment ??= report.comment
  payment.metadata_url ??= report.metadata_url
  if (gainedReading) payment.has_reading = true
  if (moreExact || gainedReading) payment.rail = report.rail
  // Being more exact is nothing gained by itself.
  const gained = JSON.stringify(payment) !== before
  if (moreExact) payment.exactness = exactness
  return { gained, gainedReading, correction }
}

function correct(payment: KnownPayment, report: Report, exactness: Exactness): string | null {
  const corrections: string[] = []
  if (
    report.money.kind === 'sats' &&
    payment.amount_msat !== null &&
    report.money.amount_msat !== payment.amount_msat
  ) {
    const said = report.money.amount_msat
    const taken =
      exactness > payment.exactness ||
      (exactness === payment.exactness && Math.abs(said) > Math.abs(payment.amount_msat))
    corrections.push(
      taken
        ? `${said} msat taken instead of ${payment.amount_msat}`
        : `${payment.amount_msat} msat kept, this report says ${said}`,
    )
    if (taken) payment.amount_msat = said
  }
  if (report.settled_at.getTime() !== payment.settled_at.getTime()) {
    const taken =
      exactness > payment.exactness ||
      (exactness === payment.exactness && report.settled_at < payment.settled_at)
    const [kept, other] = taken
      ? [report.settled_at, payment.settled_at]
      : [payment.settled_at, report.settled_at]
    corrections.push(`settled at ${kept.toISOString()}, not ${other.toISOString()}`)
    payment.settled_at = kept
  }
  return corrections.length > 0 ? `Sightings differ: ${corrections.join('; ')}.` : null
}
