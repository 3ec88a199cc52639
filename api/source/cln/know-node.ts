import { readAmount } from '#api/intake/read-values.ts'
import type { Cln, ClnInvoice } from '#api/source/cln/connect.ts'
import type { ClnRun } from '#api/source/cln/cursor.ts'
import { findLast } from '#api/source/cln/find-last.ts'
import { NOTHING } from '#api/source/kind/reading.ts'
import { SourceProblem } from '#api/source/kind/source-problem.ts'

/**
 * Makes sure that this is the node that was followed before, by the last that it was paid, and notes from where on it is followed. An
 * invoice that was deleted since is no sign of anything.
 */
export async function knowNode(node: Cln, { cursor, record }: ClnRun): Promise<void> {
  if (cursor.pay_index === null) {
    const pay_index = await findLast(async (index) => payIndexOf(await node.waitAnyInvoice(index, 0)))
    await record(NOTHING, { pay_index }, false)
    return
  }
  const { last } = cursor
  if (last === null) return
  const found = await node.waitAnyInvoice(last.pay_index - 1, 0)
  if (found && payIndexOf(found) === last.pay_index && found.payment_hash !== last.hash)
    throw new SourceProblem(
      'other-wallet',
      'This is another node than the one that was followed before.',
      'If it is another node, remove this source and add it as a new one, with a name of its own. If it is a mistake, give the former address and rune.',
    )
  if (found === null && (await node.waitAnyInvoice(0, 0)) !== null)
    throw new SourceProblem(
      'other-wallet',
      'This node has lost payments that it had before, as after a restore from an older copy, or is another one.',
      'If it is another node or was set up anew, remove this source and add it as a new one, with a name of its own.',
    )
}

/** When among all that was paid an invoice was. */
export function payIndexOf(invoice: ClnInvoice | null): number | null {
  return readAmount(invoice?.pay_index)
}
