import { type RawBuilder, sql } from 'kysely'

/** What may be paid for the way: one part in fifty, and as much for small sums as hops ask at least. */
const FEE_PART = 50
const LEAST_FEE_MSAT = 5_000

/** What the way of a payment may cost, in msat. An LND node keeps to it; what another wallet takes is known once it was paid. */
export function feeLimit(amount_msat: number): number {
  return Math.max(LEAST_FEE_MSAT, Math.floor(amount_msat / FEE_PART))
}

/** What replies cost with their fees, in msat: those that are not known yet count with their limit. */
export function costOf(): RawBuilder<number> {
  return sql<number>`coalesce(sum(amount_msat + coalesce(fee_msat, greatest(${LEAST_FEE_MSAT}, amount_msat / ${FEE_PART}))), 0)::bigint`
}
