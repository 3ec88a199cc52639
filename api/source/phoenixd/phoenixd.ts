import { defineSource } from '#api/source/kind/define-source.ts'
import { networkNamed } from '#api/source/kind/network.ts'
import type { Finding, Told } from '#api/source/kind/source-kind.ts'
import { connectPhoenixd, type Phoenixd } from '#api/source/phoenixd/connect.ts'
import { laterPhoenixdCursor, type PhoenixdRun, phoenixdCursorSchema } from '#api/source/phoenixd/cursor.ts'
import { knowNode, listWhatIsNew } from '#api/source/phoenixd/list-incoming.ts'
import { phoenixdPaymentAsReports } from '#api/source/phoenixd/payment-as-reports.ts'
import { type PhoenixdSettings, phoenixdSettingsSchema } from '#api/source/phoenixd/settings.ts'
import { canListen, followLine } from '#api/source/wallet-api/follow-line.ts'

/** How often the list is looked at, beside what phoenixd tells by itself. */
const LOOK_MS = 20_000
const SOCKET = '/websocket'

/** A phoenixd; it rounds what it received down to whole sats. */
export const phoenixd = defineSource({
  kind: 'phoenixd',
  title: 'phoenixd',
  exactness: 3,
  settings: phoenixdSettingsSchema,
  secret: ['password'],
  cursor: phoenixdCursorSchema,
  later: laterPhoenixdCursor,
  connect: connectPhoenixd,
  test: testPhoenixd,
  begin: knowNode,
  follow: ({ api }: Phoenixd, { signal }: PhoenixdRun, told: Told) => followLine(api, SOCKET, signal, told),
  history: listWhatIsNew,
  balance: (node: Phoenixd) => node.getBalance(),
  lookMs: LOOK_MS,
  read: phoenixdPaymentAsReports,
  explain: () => null,
})

async function testPhoenixd(node: Phoenixd, _: PhoenixdSettings, signal: AbortSignal): Promise<Finding> {
  const { chain } = await node.getInfo()
  const [newest] = await node.listIncoming({ from: 0, offset: 0, limit: 1 })
  const warnings = []
  if (await node.maySpend())
    warnings.push(
      'This is the full password, which may also pay. Readout never does: http-password-limited-access, which can only read, is safer.',
    )
  if (!(await canListen(node.api, SOCKET, signal)))
    warnings.push(
      'Its websocket cannot be reached, so payments are seen within 20 seconds. A proxy in between must pass websockets on.',
    )
  return {
    says: ['Connected.', newest ? 'It has received payments.' : 'It has received nothing yet.'],
    network: networkNamed(chain),
    warnings,
  }
}
