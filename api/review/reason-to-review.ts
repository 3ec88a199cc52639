import type { PaymentPatch } from '#api/contract/payment.ts'
import { LOOK } from '#api/intake/look-reasons.ts'
import { CONFLICT } from '#api/intake/match-reports.ts'
import type { Words } from '#api/review/resolve-patch.ts'
import type { Payment } from '#db/schema/payment.ts'

type Looked = Pick<
  Payment,
  'ours' | 'show_id' | 'has_metadata' | 'metadata_url' | 'conflict_of' | 'needs_look'
>

/** Why a payment that is stored waits for a host, in a sentence, or null. */
export function reasonToLook(payment: Looked): string | null {
  if (payment.needs_look !== null) return payment.needs_look
  if (payment.conflict_of !== null) return CONFLICT
  if (!payment.ours || payment.show_id !== null) return null
  if (payment.has_metadata) return LOOK.names_no_show
  return payment.metadata_url === null ? LOOK.no_metadata : LOOK.awaited
}

/**
 * What is left to look at after a host's change: nothing where it was looked at or set aside; where it was attached, only that
 * it contradicts another payment.
 * @param back the reason where it was brought back
 */
export function reasonAfter(
  payment: Looked,
  words: Words,
  patch: PaymentPatch,
  back: string | null,
): string | null {
  if (patch.needs_look === null || patch.set_aside === true) return null
  const reason = patch.set_aside === false ? back : payment.needs_look
  if (words.show_id === undefined || reason === null) return reason
  return reason.includes(CONFLICT) ? CONFLICT : null
}
