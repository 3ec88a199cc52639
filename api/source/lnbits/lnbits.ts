import { defineSource } from '#api/source/kind/define-source.ts'
import { networkOfInvoice } from '#api/source/kind/network.ts'
import type { Finding, Told } from '#api/source/kind/source-kind.ts'
import { connectLnbits, type Lnbits } from '#api/source/lnbits/connect.ts'
import { type LnbitsRun, laterLnbitsCursor, lnbitsCursorSchema } from '#api/source/lnbits/cursor.ts'
import { knowWallet, listWhatIsNew } from '#api/source/lnbits/list-payments.ts'
import { lnbitsPaymentAsReports } from '#api/source/lnbits/payment-as-reports.ts'
import { type LnbitsSettings, lnbitsSettingsSchema } from '#api/source/lnbits/settings.ts'
import { canListen, followLine } from '#api/source/wallet-api/follow-line.ts'

/** How often the list is looked at, beside what LNbits tells by itself. */
const LOOK_MS = 20_000

/** A wallet of LNbits. It keeps no time of settlement; see the reader. */
export const lnbits = defineSource({
  kind: 'lnbits',
  title: 'LNbits',
  exactness: 3,
  settings: lnbitsSettingsSchema,
  secret: ['key'],
  cursor: lnbitsCursorSchema,
  later: laterLnbitsCursor,
  connect: connectLnbits,
  test: testLnbits,
  begin: knowWallet,
  follow: ({ api }: Lnbits, { settings, signal }: LnbitsRun, told: Told) =>
    followLine(api, socketPath(settings), signal, told),
  history: listWhatIsNew,
  balance: async (wallet: Lnbits) => (await wallet.getWallet()).balance_msat,
  lookMs: LOOK_MS,
  read: lnbitsPaymentAsReports,
  explain: () => null,
})

/** LNbits tells each wallet's payments under its key; whoever knows the key may listen. */
function socketPath({ key }: LnbitsSettings): string {
  return `/api/v1/ws/${encodeURIComponent(key)}`
}

async function testLnbits(wallet: Lnbits, settings: LnbitsSettings, signal: AbortSignal): Promise<Finding> {
  const { name, maySpend } = await wallet.getWallet()
  const { payments, total } = await wallet.listPayments({
    sortby: 'updated_at',
    direction: 'desc',
    offset: 0,
    limit: 1,
  })
  const count =
    total === 0
      ? 'It has no payments yet.'
      : total === 1
        ? 'It has one payment.'
        : `It has ${total.toLocaleString('en')} payments.`
  const warnings = []
  if (maySpend)
    warnings.push(
      'This is the admin key, which may also pay. Readout never does: the invoice key, which can only read, is safer.',
    )
  if (!(await canListen(wallet.api, socketPath(settings), signal)))
    warnings.push(
      'Its websocket cannot be reached, so payments are seen within 20 seconds. A proxy in between must pass websockets on.',
    )
  return {
    says: [`Connected to the wallet “${name}”.`, count],
    network: networkOfInvoice(payments[0]?.bolt11),
    warnings,
  }
}
