import { defineSource } from '#api/source/kind/define-source.ts'
import type { Finding } from '#api/source/kind/source-kind.ts'
import { connectZaprite, type Zaprite } from '#api/source/zaprite/connect.ts'
import { laterZapriteCursor, zapriteCursorSchema } from '#api/source/zaprite/cursor.ts'
import { knowOrganization, listOrders } from '#api/source/zaprite/list-orders.ts'
import { zapriteOrderAsReports } from '#api/source/zaprite/order-as-reports.ts'
import { zapriteSettingsSchema } from '#api/source/zaprite/settings.ts'

/** How often the list is looked at: its webhook is not signed, and could not reach a Readout at home. */
const LOOK_MS = 20_000

/** An organization at Zaprite: orders that were paid by card, on chain or over Lightning. */
export const zaprite = defineSource({
  kind: 'zaprite',
  title: 'Zaprite',
  exactness: 3,
  settings: zapriteSettingsSchema,
  secret: ['key'],
  cursor: zapriteCursorSchema,
  later: laterZapriteCursor,
  connect: connectZaprite,
  test: testZaprite,
  begin: knowOrganization,
  history: listOrders,
  lookMs: LOOK_MS,
  read: zapriteOrderAsReports,
  explain: () => null,
})

async function testZaprite(zaprite: Zaprite): Promise<Finding> {
  const { orders } = await zaprite.listPaid(1, 'desc')
  const paid = orders.length > 0 ? 'It has paid orders.' : 'It has no paid orders yet.'
  return { says: ['Connected.', paid, 'Payments are seen within 20 seconds.'] }
}
