import type { BoostTable } from '#db/schema/boost.ts'
import type { PaymentTable } from '#db/schema/payment.ts'

type Shared = keyof PaymentTable & keyof BoostTable

/**
 * What metadata says of a boost: columns of this name have its payments and the boost itself. All that is read, written and kept of
 * them follows this list; where one more needs a rule of its own, the compiler says so.
 */
export const BOOST_DETAILS = [
  'app',
  'sender_name',
  'message',
  'position_s',
  'claimed_msat',
  'link',
  'playing',
] as const satisfies Shared[]

/** What late metadata may still fill, and not change, of a payment that a host corrected, and of a boost that was read on air. */
export const LATE_DETAILS = ['episode_id', 'supporter_id', ...BOOST_DETAILS] as const satisfies Shared[]
