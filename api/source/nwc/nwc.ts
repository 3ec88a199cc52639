import { readAmount } from '#api/intake/read-values.ts'
import { sleep } from '#api/lib/async.ts'
import { defineSource } from '#api/source/kind/define-source.ts'
import { networkNamed } from '#api/source/kind/network.ts'
import { NOTHING } from '#api/source/kind/reading.ts'
import { SourceProblem } from '#api/source/kind/source-problem.ts'
import { askForNothing } from '#api/source/nwc/ask-for-page.ts'
import { connectNwc, type NwcWallet } from '#api/source/nwc/connect.ts'
import { laterNwcCursor, type NwcRun, nwcCursorSchema } from '#api/source/nwc/cursor.ts'
import { explainNwcError } from '#api/source/nwc/explain-nwc-error.ts'
import { listTransactions } from '#api/source/nwc/list-transactions.ts'
import { listenToWallet } from '#api/source/nwc/listen-to-wallet.ts'
import { nwcSettingsSchema } from '#api/source/nwc/settings.ts'
import { testNwc } from '#api/source/nwc/test-nwc.ts'
import { transactionAsReports } from '#api/source/nwc/transaction-as-reports.ts'

/** How often the list is looked at, beside what the wallet tells by itself. */
const LOOK_MS = 60_000
/** How long a wallet may take to say what is behind it. */
const INFO_MS = 10_000

/** A wallet behind Nostr Wallet Connect: Alby Hub and others. */
export const nwc = defineSource({
  kind: 'nwc',
  title: 'Nostr Wallet Connect',
  exactness: 3,
  settings: nwcSettingsSchema,
  secret: ['connection'],
  cursor: nwcCursorSchema,
  later: laterNwcCursor,
  connect: connectNwc,
  test: testNwc,
  begin: knowNode,
  follow: listenToWallet,
  history: listTransactions,
  balance: readBalance,
  lookMs: LOOK_MS,
  read: transactionAsReports,
  explain: explainNwcError,
})

async function readBalance({ client }: NwcWallet): Promise<number | null> {
  return readAmount((await client.getBalance()).balance)
}

/** @throws SourceProblem where the node behind is another than before */
async function knowNode(
  { client }: NwcWallet,
  { cursor, record, reportStatus, signal }: NwcRun,
): Promise<void> {
  // First, so that an error of the connection is met here; a wallet need not say what is behind it.
  await askForNothing(client)
  const info = await Promise.race([
    client.getInfo().catch(() => null),
    sleep(INFO_MS, signal).then(() => null),
  ])
  const node = info?.pubkey || null
  await reportStatus({ network: networkNamed(info?.network) })
  if (cursor.node !== null && node !== null && node !== cursor.node)
    throw new SourceProblem(
      'other-wallet',
      'This connection leads to another wallet than the one that was followed before.',
      'If this is another wallet, remove this source and add the wallet as a new one, with a name of its own. If it is a mistake, give the former connection.',
    )
  if (cursor.node === null && node !== null) await record(NOTHING, { node }, false)
}
