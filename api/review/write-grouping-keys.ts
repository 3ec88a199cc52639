import type { Transaction } from 'kysely'
import { groupingKeys } from '#api/boost/group/grouping-keys.ts'
import { rekeyPayments } from '#api/boost/group/rekey-payments.ts'
import type { DB } from '#db/schema/index.ts'
import type { Payment } from '#db/schema/payment.ts'

const NO_KEYS = { shared_key: null, uuid_key: null, content_key: null, cadence_key: null }

/**
 * Gives a payment the keys by which it finds the others of its boost: those of its metadata, else of the words that a host gave
 * it.
 */
export async function writeGroupingKeys(trx: Transaction<DB>, payment: Payment): Promise<void> {
  if (payment.show_id !== null && payment.has_metadata && payment.action !== null)
    return await rekeyPayments(trx, [payment.id])
  await trx.updateTable('payments').set(keysOf(payment)).where('id', '=', payment.id).execute()
}

function keysOf(payment: Payment) {
  const { show_id, action, app, sender_name, sender_id, message } = payment
  if (show_id === null || action === null || action === 'stream') return NO_KEYS
  return groupingKeys(
    {
      app: app === null ? {} : { name: app },
      sender: {
        ...(sender_name === null ? {} : { name: sender_name }),
        ...(sender_id === null ? {} : { id: sender_id }),
      },
      message,
      claimed_msat: null,
      boost_uuid: null,
      payment_uuid: null,
    },
    action,
    show_id,
  )
}
