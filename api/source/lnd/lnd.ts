import { readAmount } from '#api/intake/read-values.ts'
import { sleep } from '#api/lib/async.ts'
import { defineSource } from '#api/source/kind/define-source.ts'
import { NOTHING } from '#api/source/kind/reading.ts'
import type { Finding } from '#api/source/kind/source-kind.ts'
import { SourceProblem } from '#api/source/kind/source-problem.ts'
import { connectLnd, type Lnd } from '#api/source/lnd/connect.ts'
import { LND_CURSOR_VERSION, type LndRun, laterLndCursor, lndCursorSchema } from '#api/source/lnd/cursor.ts'
import { BAKE, explainLndError } from '#api/source/lnd/explain-lnd-error.ts'
import { findNetwork } from '#api/source/lnd/find-network.ts'
import { followSettles } from '#api/source/lnd/follow-settles.ts'
import { listHistory } from '#api/source/lnd/list-history.ts'
import { warningsOfMacaroon } from '#api/source/lnd/read-macaroon.ts'
import { type LndSettings, lndSettingsSchema } from '#api/source/lnd/settings.ts'
import { findSettleIndex, verifyWallet } from '#api/source/lnd/verify-wallet.ts'
import { lndInvoiceAsReports } from '#api/source/lnd-invoice-as-reports.ts'

/** How often a wallet that has never received is listed anew. */
const RELIST_MS = 5_000

/** An LND node over gRPC, with a macaroon that reads invoices and nothing else. */
export const lnd = defineSource({
  kind: 'lnd',
  title: 'LND',
  exactness: 4,
  settings: lndSettingsSchema,
  secret: ['macaroon'],
  cursor: lndCursorSchema,
  later: laterLndCursor,
  connect: connectLnd,
  test: testLnd,
  begin: beginLnd,
  follow: followSettles,
  history: listWhatIsMissing,
  list: (node: Lnd, run: LndRun) => listHistory(node, run, 0),
  balance: readBalance,
  lookMs: null,
  read: lndInvoiceAsReports,
  explain: explainLndError,
})

async function readBalance(node: Lnd): Promise<number | null> {
  return readAmount((await node.channelBalance()).local_balance?.msat)
}

const UNKNOWN =
  'It is not known whether this node’s money is real: its macaroon does not let Readout ask, and no invoice says so.'
const BAKE_TOO = `Bake one that does, and give it here: ${BAKE}`

async function testLnd(node: Lnd, { macaroon }: LndSettings): Promise<Finding> {
  const newest = await node.listInvoices({ index_offset: 0, num_max_invoices: 1, reversed: true })
  const count = Number(newest.last_index_offset)
  const network = await findNetwork(node)
  return {
    says: [
      'Connected.',
      count === 0
        ? 'This node has no invoices yet.'
        : count === 1
          ? 'This node has made one invoice.'
          : `This node has made ${count.toLocaleString('en')} invoices.`,
    ],
    network,
    warnings: [
      ...(network === null ? [UNKNOWN, BAKE_TOO] : []),
      ...warningsOfMacaroon(Buffer.from(macaroon, 'hex')),
    ],
  }
}

/**
 * Settles from where following begins, before the history is read: what is open in the list then settles beyond it. What an
 * older version listed is listed once more, for it could read less.
 */
async function beginLnd(node: Lnd, run: LndRun): Promise<void> {
  await verifyWallet(node, run)
  const network = await findNetwork(node)
  await run.reportStatus({ network })
  if (network === null) await holdBack(run)
  const { cursor, record, signal } = run
  const isListedByOlder = cursor.version < LND_CURSOR_VERSION
  if (cursor.settle_index !== null && !isListedByOlder) return
  const settle_index = cursor.settle_index ?? (await findSettleIndex(node, signal))
  const listing = isListedByOlder ? { version: LND_CURSOR_VERSION, add_index: 0, listed: false } : {}
  await record(NOTHING, { ...listing, settle_index }, false)
}

/**
 * Records nothing of a node as long as its money may be play money, unless it was recorded before there was this question, or is to
 * count either way.
 * @throws SourceProblem
 */
async function holdBack({ cursor, countTestMoney, recall }: LndRun): Promise<void> {
  if (countTestMoney || cursor.first !== null || (await recall()) !== null) return
  throw new SourceProblem(
    'refused',
    `${UNKNOWN} Nothing is recorded until it is.`,
    `Say in its settings that its money counts either way, or bake one that lets it be asked, and give it here: ${BAKE}`,
  )
}

/** A stream never replays the very first settle, so a wallet that had none at the beginning is listed until it has one. */
async function listWhatIsMissing(node: Lnd, run: LndRun): Promise<void> {
  const { cursor } = run
  if (!cursor.listed) await listHistory(node, run, cursor.add_index)
  if (cursor.settle_index) return
  for (let settle_index = 0; settle_index === 0; ) {
    await sleep(RELIST_MS, run.signal)
    if (run.signal.aborted) return
    // Looked for before the list is read, so that the list has all up to there.
    settle_index = await findSettleIndex(node, run.signal)
    await listHistory(node, run, 0)
    if (!run.signal.aborted) await run.record(NOTHING, { settle_index }, false)
  }
}
