import { SourceProblem } from '#api/source/kind/source-problem.ts'
import type { Lnd } from '#api/source/lnd/connect.ts'
import type { LndRun, Mark } from '#api/source/lnd/cursor.ts'
import { hashesOf, settleIndexesOf } from '#api/source/lnd/read-invoices.ts'

const OTHER =
  'If this is another wallet, remove this source and add the wallet as a new one, with a name of its own. If it is a mistake, correct the address.'

/**
 * Makes sure that this is the wallet that was followed before, by the first and the last settled invoice that are known of it:
 * ids and indexes of another would mean other payments.
 * @throws SourceProblem
 */
export async function verifyWallet(
  lnd: Lnd,
  { cursor, recall }: Pick<LndRun, 'cursor' | 'recall'>,
): Promise<void> {
  const { last } = cursor
  const first = cursor.first ?? markOf(await recall())
  if (first && !(await has(lnd, first)))
    throw new SourceProblem(
      'other-wallet',
      'This is another wallet than the one that was followed before.',
      OTHER,
    )
  if (last && !(await has(lnd, last)))
    throw new SourceProblem(
      'other-wallet',
      'This wallet has lost payments that it had before, as after a restore from an older copy.',
      'Remove this source and add it again under the same name: its whole history is compared, and what disagrees is shown under Needs a look.',
    )
}

/** What is known of a source that was removed and added again; an AMP payment's id has its set in it. */
function markOf(known: { ref: string; payment_hash: string } | null): Mark | null {
  const add_index = Number(known?.ref.split(':')[0])
  return known && Number.isSafeInteger(add_index)
    ? { add_index, hash: known.payment_hash, settle_index: 0 }
    : null
}

async function has(lnd: Lnd, { add_index, hash }: Mark): Promise<boolean> {
  const { invoices } = await lnd.listInvoices({ index_offset: add_index - 1, num_max_invoices: 1 })
  const [invoice] = invoices
  return invoice?.add_index === String(add_index) && hashesOf(invoice).includes(hash)
}

/**
 * A settle index from which on nothing is missed, found before the history is read: the highest among the newest invoices
 * that were settled by now. Lower than the wallet's own is no harm, for what comes twice is known.
 */
export async function findSettleIndex(lnd: Lnd, signal: AbortSignal): Promise<number> {
  for (let before = 0; !signal.aborted; ) {
    const { invoices, first_index_offset } = await lnd.listInvoices({
      index_offset: before,
      num_max_invoices: 1_000,
      reversed: true,
    })
    const highest = Math.max(0, ...invoices.flatMap(settleIndexesOf))
    const next = Number(first_index_offset)
    if (highest > 0 || invoices.length === 0 || next <= 1) return highest
    before = next
  }
  return 0
}
