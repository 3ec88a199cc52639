import type { KnownPayment } from '#api/intake/known-payment.ts'
import { factsOf } from '#api/intake/payment-columns.ts'
import type { Entry } from '#api/intake/report.ts'
import type { Place } from '#api/intake/resolve-sources.ts'

/** The payment that a report tells of, as if it were the only report. */
export function newPayment(entry: Entry, place: Place): KnownPayment {
  const { metadata, refund_of } = entry.report
  return {
    ...factsOf(entry, place),
    refund_ref: refund_of,
    refund_of: null,
    ...(metadata ? { metadata } : {}),
    boost_id: null,
    needs_look: null,
    app: null,
    sender_name: null,
    sender_id: null,
    ours: false,
    show_id: null,
    action: null,
    set_aside: false,
    set_aside_by_hand: false,
    cadence_key: null,
    corrected: false,
    stored: false,
  }
}
