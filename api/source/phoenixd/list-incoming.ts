import { readAmount } from '#api/intake/read-values.ts'
import { networkNamed } from '#api/source/kind/network.ts'
import { NOTHING, type Reading, readEach } from '#api/source/kind/reading.ts'
import { SourceProblem } from '#api/source/kind/source-problem.ts'
import type { Phoenixd } from '#api/source/phoenixd/connect.ts'
import type { PhoenixdRun } from '#api/source/phoenixd/cursor.ts'
import { phoenixdPaymentAsReports } from '#api/source/phoenixd/payment-as-reports.ts'
import { listChanged } from '#api/source/wallet-api/list-changed.ts'

const PAGE = 200
/** After so many empty pages the history is at its end: what came on chain takes places and is left out. */
const EMPTY_PAGES = 2
/** How far back a look reaches: a payment's time is noted before it is written. */
const OVERLAP_MS = 60_000

/** Makes sure that this is the node that was followed before, and notes from where on it is followed. */
export async function knowNode(wallet: Phoenixd, { cursor, record, reportStatus }: PhoenixdRun) {
  const { node, chain } = await wallet.getInfo()
  if (cursor.node !== null && cursor.node !== node)
    throw new SourceProblem(
      'other-wallet',
      'This is another phoenixd than the one that was followed before.',
      'If it is another one, remove this source and add it as a new one, with a name of its own. If it is a mistake, give the former address and password.',
    )
  const network = networkNamed(chain)
  if (network) await reportStatus({ network })
  if (cursor.node !== null && cursor.began !== null) return
  const [newest] = await wallet.listIncoming({ from: 0, offset: 0, limit: 1 })
  await record(NOTHING, { node, began: cursor.began ?? receivedAt(newest ?? {}) }, false)
}

/** The history first, then whatever came since it was begun; from then on what came since the last look. */
export async function listWhatIsNew(wallet: Phoenixd, run: PhoenixdRun): Promise<void> {
  if (run.cursor.seen === null) await listHistory(wallet, run)
  await lookForNews(wallet, run)
}

/** What had come when the history was begun: nothing is added to that any more. */
async function listHistory(wallet: Phoenixd, run: PhoenixdRun): Promise<void> {
  const to = run.cursor.began ?? 0
  for (let empty = 0; empty < EMPTY_PAGES; ) {
    const payments = await wallet.listIncoming({ from: 0, to, offset: run.cursor.offset, limit: PAGE })
    empty = payments.length === 0 ? empty + 1 : 0
    await run.record(read(payments), { offset: run.cursor.offset + PAGE }, false)
  }
  await run.record(NOTHING, { seen: to }, false)
}

async function lookForNews({ listIncoming, recent }: Phoenixd, run: PhoenixdRun): Promise<void> {
  await listChanged(
    {
      page: async (index, from) => {
        const items = await listIncoming({ from, offset: index * PAGE, limit: PAGE })
        return { items, isLast: items.length === 0 }
      },
      changedAt: (payment) => receivedAt(payment) || null,
      keyOf: ({ paymentHash }) => String(paymentHash),
      read,
      recent,
      overlapMs: OVERLAP_MS,
    },
    run,
  )
}

function read(payments: readonly Record<string, unknown>[]): Reading {
  return readEach(payments, phoenixdPaymentAsReports, hashOf, () => 'A payment')
}

function receivedAt({ completedAt }: Record<string, unknown>): number {
  return readAmount(completedAt) ?? 0
}

function hashOf({ paymentHash }: Record<string, unknown>): string | null {
  return typeof paymentHash === 'string' && paymentHash !== '' ? paymentHash.toLowerCase() : null
}
