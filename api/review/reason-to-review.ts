import type { PaymentPatch } from '#api/contract/payment.ts'
import { CONFLICT } from '#api/payment/belonging.ts'
import type { Payment } from '#db/schema/payment.ts'

/**
 * What is left to look at after a host's change: nothing where it was looked at or set aside; where it was attached, be it to the
 * show that it had, only that it contradicts another payment.
 * @param back the reason where it was brought back
 */
export function reasonAfter(
  payment: Pick<Payment, 'needs_look'>,
  patch: PaymentPatch,
  back: string | null,
): string | null {
  if (patch.needs_look === null || patch.set_aside === true) return null
  const reason = patch.set_aside === false ? back : payment.needs_look
  if (patch.show === undefined || reason === null) return reason
  return reason.includes(CONFLICT) ? CONFLICT : null
}
