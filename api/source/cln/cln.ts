import { type Cln, connectCln } from '#api/source/cln/connect.ts'
import { clnCursorSchema, laterClnCursor } from '#api/source/cln/cursor.ts'
import { findLast } from '#api/source/cln/find-last.ts'
import { followPaid } from '#api/source/cln/follow-paid.ts'
import { clnInvoiceAsReports } from '#api/source/cln/invoice-as-reports.ts'
import { knowNode, payIndexOf } from '#api/source/cln/know-node.ts'
import { listHistory } from '#api/source/cln/list-history.ts'
import { runeMaySpend } from '#api/source/cln/rune.ts'
import { type ClnSettings, clnSettingsSchema } from '#api/source/cln/settings.ts'
import { defineSource } from '#api/source/kind/define-source.ts'
import { networkOfInvoice } from '#api/source/kind/network.ts'
import type { Finding } from '#api/source/kind/source-kind.ts'

/** A node of Core Lightning, by its clnrest and a rune. */
export const cln = defineSource({
  kind: 'cln',
  title: 'Core Lightning',
  exactness: 4,
  settings: clnSettingsSchema,
  secret: ['rune'],
  cursor: clnCursorSchema,
  later: laterClnCursor,
  connect: connectCln,
  test: testCln,
  begin: knowNode,
  follow: followPaid,
  history: listHistory,
  balance: (node: Cln) => node.ownInChannels(),
  // Whatever is paid comes by its index, late ones too.
  lookMs: null,
  read: clnInvoiceAsReports,
  explain: () => null,
})

async function testCln(node: Cln, { rune }: ClnSettings): Promise<Finding> {
  const [made] = await node.listInvoices(1, 1)
  const first = await node.waitAnyInvoice(0, 0)
  const count = await findLast(async (index) => payIndexOf(await node.waitAnyInvoice(index, 0)))
  const paid =
    count === 0
      ? 'It was paid nothing yet.'
      : count === 1
        ? 'It was paid once.'
        : `It was paid ${count.toLocaleString('en')} times.`
  return {
    says: ['Connected.', paid],
    network: networkOfInvoice(first?.bolt11) ?? networkOfInvoice(made?.bolt11),
    warnings: runeMaySpend(rune)
      ? ['This rune may also pay, which Readout never does: one that can only read invoices is safer.']
      : [],
  }
}
