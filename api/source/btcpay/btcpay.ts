import { type Btcpay, connectBtcpay } from '#api/source/btcpay/connect.ts'
import { btcpayCursorSchema, laterBtcpayCursor } from '#api/source/btcpay/cursor.ts'
import { followDeliveries } from '#api/source/btcpay/follow-deliveries.ts'
import { hearDelivery } from '#api/source/btcpay/hear-delivery.ts'
import { btcpayInvoiceAsReports } from '#api/source/btcpay/invoice-as-reports.ts'
import { listInvoices } from '#api/source/btcpay/list-invoices.ts'
import { makeWebhook, mayMakeWebhooks } from '#api/source/btcpay/make-webhook.ts'
import { type BtcpaySettings, btcpaySettingsSchema } from '#api/source/btcpay/settings.ts'
import { defineSource } from '#api/source/kind/define-source.ts'
import type { Finding } from '#api/source/kind/source-kind.ts'

/** How often the list is looked at, beside what the webhook tells: it could not reach a Readout at home. */
const LOOK_MS = 20_000
/** All that Readout can use of a key. */
const ENOUGH = /^btcpay\.store\.(canviewinvoices|webhooks\.canmodifywebhooks)\b/

/** A store of BTCPay Server: what was paid to it on chain and over Lightning. */
export const btcpay = defineSource({
  kind: 'btcpay',
  title: 'BTCPay Server',
  exactness: 3,
  settings: btcpaySettingsSchema,
  secret: ['key'],
  cursor: btcpayCursorSchema,
  later: laterBtcpayCursor,
  connect: connectBtcpay,
  test: testBtcpay,
  begin: makeWebhook,
  follow: followDeliveries,
  hear: hearDelivery,
  history: listInvoices,
  lookMs: LOOK_MS,
  read: btcpayInvoiceAsReports,
  explain: () => null,
})

async function testBtcpay(store: Btcpay, { store: id }: BtcpaySettings): Promise<Finding> {
  const [newest] = await store.listInvoices(0, 1)
  const permissions = await store.permissions()
  const more = permissions?.some((permission) => !ENOUGH.test(permission)) === true
  const seen = mayMakeWebhooks(permissions, id)
    ? 'Readout makes its webhook by itself: payments are seen at once where BTCPay Server reaches Readout, and else within 20 seconds.'
    : 'Payments are seen within 20 seconds.'
  return {
    says: ['Connected.', newest ? 'The store has invoices.' : 'The store has no invoices yet.', seen],
    warnings: more
      ? [
          'This key may do more than view invoices and make webhooks, which Readout never does: one that can only do that is safer.',
        ]
      : [],
  }
}
