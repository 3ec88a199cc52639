import type { Payment } from '#db/schema/payment.ts'

/** Whether a payment can be part of a boost at all. */
export function isPart(
  payment: Pick<Payment, 'ours' | 'set_aside' | 'show_id' | 'refund_ref' | 'action'>,
): boolean {
  const { ours, set_aside, show_id, refund_ref, action } = payment
  const isBoost = action === 'boost' || action === 'auto'
  return ours && !set_aside && show_id !== null && refund_ref === null && isBoost
}

/**
 * What decides between payments that were settled at the same time: the hash or id, then what else is theirs.
 * @param payment hash and set in hex
 */
export function orderOf(payment: {
  payment_hash: string | null
  ref: string
  set_id: string | null
  amount_msat: number | null
}): string {
  const { payment_hash, ref, set_id, amount_msat } = payment
  return [payment_hash ?? ref, set_id ?? '', amount_msat ?? ''].join(' ')
}

/** Who got it: the wallet, and the recipient within it. */
export function recipientOf({ wallet_id, recipient }: Pick<Payment, 'wallet_id' | 'recipient'>): string {
  return `${wallet_id} ${recipient}`
}
