import type { Kysely, Transaction } from 'kysely'
import { correct } from '#api/boost/correct/correct.ts'
import { holdBoosts, pinPayments } from '#api/boost/correct/lock-boosts.ts'
import { readBoostDetail } from '#api/boost/detail/read-boost.ts'
import { bySeniority } from '#api/boost/group/plan-boosts.ts'
import { regroup } from '#api/boost/group/regroup.ts'
import { mergeBoosts } from '#api/boost/group/write-boosts.ts'
import type { BoostDetailJson } from '#api/contract/boost.ts'
import { AppError } from '#api/errors.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Makes boosts one that were one press of the button: the one already on air, else the oldest, survives, and the others' ids
 * lead to it. It is not regrouped from then on. Joining what is joined already changes nothing.
 * @returns the one that survives
 * @throws AppError not-found, unprocessable where they are of different shows, or no wallet has received any
 */
export async function joinBoosts(
  db: Kysely<DB>,
  id: string,
  others: readonly string[],
): Promise<BoostDetailJson> {
  return await correct(db, async (trx) => await readBoostDetail(trx, await joinIn(trx, [id, ...others])))
}

/**
 * The same in a transaction. @param adopt lets the survivor take over what hosts did to those that end
 * @returns the id of the one that survives
 */
export async function joinIn(
  trx: Transaction<DB>,
  ids: readonly string[],
  adopt?: (merged: { id: string; into: string }[]) => Promise<void>,
): Promise<string> {
  const held = await holdBoosts(trx, ids)
  const boosts = held.map(({ boost }) => boost).sort(bySeniority)
  const [survivor, ...ending] = boosts
  if (!survivor) throw new Error('A boost was found and is not there')
  if (boosts.some((boost) => boost.show_id !== survivor.show_id))
    throw new AppError(
      'unprocessable',
      'These boosts are of different shows, so they were not one press of the button.',
    )
  if (boosts.every(({ claim }) => claim === 'unproven') && ending.length > 0)
    throw new AppError(
      'unprocessable',
      'No wallet has received any of these boosts. Attach each to what a wallet received, or dismiss what is told twice.',
    )
  if (ending.length > 0) {
    const payments = held.flatMap((each) => each.payments.map((payment) => payment.id))
    await pinPayments(trx, held)
    await adopt?.(ending.map(({ id }) => ({ id, into: survivor.id })))
    for (const boost of ending) await mergeBoosts(trx, boost.id, survivor.id)
    // What was claimed of them goes where the host put them.
    await trx.updateTable('claims').set({ pinned: true }).where('boost_id', '=', survivor.id).execute()
    await regroup(trx, { payment_ids: payments })
  }
  return survivor.id
}
