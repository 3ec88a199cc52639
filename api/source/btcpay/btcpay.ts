import { type Btcpay, connectBtcpay } from '#api/source/btcpay/connect.ts'
import { btcpayCursorSchema, laterBtcpayCursor } from '#api/source/btcpay/cursor.ts'
import { btcpayInvoiceAsReports } from '#api/source/btcpay/invoice-as-reports.ts'
import { listWhatIsNew } from '#api/source/btcpay/list-invoices.ts'
import { btcpaySettingsSchema } from '#api/source/btcpay/settings.ts'
import { defineSource } from '#api/source/kind/define-source.ts'
import type { Finding } from '#api/source/kind/source-kind.ts'

/** How often the list is looked at: a webhook could not reach a Readout at home. */
const LOOK_MS = 20_000
/** What Readout needs of a key. */
const ENOUGH = /^btcpay\.store\.canviewinvoices\b/

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
  history: listWhatIsNew,
  lookMs: LOOK_MS,
  read: btcpayInvoiceAsReports,
  explain: () => null,
})

async function testBtcpay(store: Btcpay): Promise<Finding> {
  const [newest] = await store.listInvoices(0, 1)
  const more = (await store.permissions())?.some((permission) => !ENOUGH.test(permission)) === true
  return {
    says: `Connected. ${newest ? 'The store has invoices.' : 'The store has no invoices yet.'} Payments are seen within 20 seconds.`,
    warnings: more
      ? [
          'This key may do more than view invoices, which Readout never does: one that can only view them is safer.',
        ]
      : [],
  }
}
