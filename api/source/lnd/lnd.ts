import { sleep } from '#api/lib/async.ts'
import { connectLnd, type Lnd } from '#api/source/lnd/connect.ts'
import {
  LND_CURSOR_VERSION,
  type LndCursor,
  type LndRun,
  laterLndCursor,
  lndCursorSchema,
} from '#api/source/lnd/cursor.ts'
import { followSettles } from '#api/source/lnd/follow-settles.ts'
import { listHistory } from '#api/source/lnd/list-history.ts'
import { type LndSettings, lndSettingsSchema } from '#api/source/lnd/settings.ts'
import { findSettleIndex, verifyWallet } from '#api/source/lnd/verify-wallet.ts'
import { defineSource } from '#api/source/source-kind.ts'

/** How long an answer to a test may take. */
const CHECK_MS = 10_000
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
  check: checkLnd,
  run: runLnd,
})

/** GetInfo would ask for more rights than the macaroon needs to have. */
async function checkLnd(settings: LndSettings, signal: AbortSignal): Promise<string> {
  const node = connectLnd(settings, signal, CHECK_MS)
  try {
    const newest = await node.listInvoices({ index_offset: 0, num_max_invoices: 1, reversed: true })
    const count = Number(newest.last_index_offset)
    if (count === 0) return 'Connected. This node has no invoices yet.'
    return `Connected. This node has made ${count === 1 ? 'one invoice' : `${count.toLocaleString('en')} invoices`}.`
  } finally {
    node.close()
  }
}

async function runLnd(run: LndRun): Promise<void> {
  // Where one of its two works fails, the other is to end before the source is tried again.
  const ending = new AbortController()
  const part = { ...run, signal: AbortSignal.any([run.signal, ending.signal]) }
  const node = connectLnd(run.settings, part.signal)
  try {
    await verifyWallet(node, run)
    const cursor = await begin(node, part)
    const from = cursor.settle_index ?? 0
    const works = [followSettles(node, part, cursor, from), listWhatIsMissing(node, part, cursor, from)]
    try {
      await Promise.all(works)
    } finally {
      ending.abort()
      await Promise.allSettled(works)
    }
  } finally {
    node.close()
  }
}

/**
 * Settles from where following begins, before the history is read: what is open in the list then settles beyond it. What an
 * older version listed is listed once more, for it could read less.
 */
async function begin(node: Lnd, { cursor, record, signal }: LndRun): Promise<LndCursor> {
  const isListedByOlder = cursor.version < LND_CURSOR_VERSION
  if (cursor.settle_index !== null && !isListedByOlder) return cursor
  const settle_index = cursor.settle_index ?? (await findSettleIndex(node, signal))
  const listing = isListedByOlder ? { version: LND_CURSOR_VERSION, add_index: 0, listed: false } : {}
  const begun = { ...cursor, ...listing, settle_index }
  await record([], begun, false)
  return begun
}

/** A stream never replays the very first settle, so a wallet that had none at the beginning is listed until it has one. */
async function listWhatIsMissing(node: Lnd, run: LndRun, cursor: LndCursor, from: number): Promise<void> {
  if (!cursor.listed) await listHistory(node, run, cursor)
  if (from > 0) return
  for (let settle_index = 0; settle_index === 0; ) {
    await sleep(RELIST_MS, run.signal)
    if (run.signal.aborted) return
    // Looked for before the list is read, so that the list has all up to there.
    settle_index = await findSettleIndex(node, run.signal)
    await listHistory(node, run, { ...cursor, add_index: 0, listed: false })
    if (!run.signal.aborted) await run.record([], { ...cursor, settle_index }, false)
  }
}
