import { type Alby, connectAlby } from '#api/source/alby/connect.ts'
import { listInvoices } from '#api/source/alby/list-invoices.ts'
import { albySettingsSchema } from '#api/source/alby/settings.ts'
import { albyInvoiceAsReports } from '#api/source/alby-invoice-as-reports.ts'
import { defineSource } from '#api/source/kind/define-source.ts'
import { laterMadeCursor, madeCursorSchema } from '#api/source/kind/list-by-making.ts'
import type { Finding } from '#api/source/kind/source-kind.ts'

/** How often the list is looked at: Alby tells of payments by webhook only, which a Readout at home cannot be reached by. */
const LOOK_MS = 20_000

/** An account at Alby, by its API; Alby Hub is followed by Nostr Wallet Connect. */
export const alby = defineSource({
  kind: 'alby',
  title: 'Alby',
  exactness: 3,
  settings: albySettingsSchema,
  secret: ['token'],
  cursor: madeCursorSchema,
  later: laterMadeCursor,
  connect: connectAlby,
  test: testAlby,
  history: listInvoices,
  balance: (account: Alby) => account.getBalance(),
  lookMs: LOOK_MS,
  read: albyInvoiceAsReports,
  explain: () => null,
})

async function testAlby(account: Alby): Promise<Finding> {
  const [newest] = await account.listIncoming(1, 1)
  return {
    says: [
      'Connected.',
      newest ? 'It has invoices.' : 'It has no invoices yet.',
      'Payments are seen within 20 seconds.',
    ],
  }
}
