import type { Kysely } from 'kysely'
import { findPaymentId } from '#api/alias/alias.ts'
import type { PaymentJson } from '#api/contract/payment.ts'
import { orNotFound } from '#api/errors.ts'
import { paymentAsJson } from '#api/payment/payment-as-json.ts'
import { selectPayments } from '#api/payment/select-payments.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * A payment, under any id it has had.
 * @throws AppError not-found
 */
export async function readPayment(db: Kysely<DB>, id: string): Promise<PaymentJson> {
  const own = orNotFound(await findPaymentId(db, id), 'payment with this id')
  const row = await selectPayments(db).where('payments.id', '=', own).executeTakeFirst()
  return paymentAsJson(orNotFound(row, 'payment with this id'))
}
