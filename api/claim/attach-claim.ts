import { type Kysely, sql, type Transaction } from 'kysely'
import { findBoostId, findPaymentId } from '#api/alias/alias.ts'
import { correct } from '#api/boost/correct/correct.ts'
import { joinIn } from '#api/boost/correct/join-boosts.ts'
import { readBoostDetail } from '#api/boost/detail/read-boost.ts'
import { adoptBoosts } from '#api/claim/adopt-boosts.ts'
import { lockClaims, settleClaims } from '#api/claim/settle-claims.ts'
import type { BoostAttach, BoostDetailJson } from '#api/contract/boost.ts'
import { AppError, orNotFound } from '#api/errors.ts'
import type { Boost } from '#db/schema/boost.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Makes an unproven boost one with the payment or boost that a host says it is. It is not matched again from then on.
 * @returns the one that survives
 * @throws AppError not-found, unprocessable where it is proven already, of another show, the payment is no boost's, or the boost is
 *   unproven too: nothing could prove the two any more
 */
export async function attachClaim(db: Kysely<DB>, id: string, to: BoostAttach): Promise<BoostDetailJson> {
  return await correct(db, async (trx) => {
    const boost = await holdUnproven(trx, id)
    const target = await findTarget(trx, to)
    if (target === boost.id) throw new AppError('unprocessable', 'Choose another boost than this one.')
    await trx.updateTable('claims').set({ pinned: true }).where('boost_id', '=', boost.id).execute()
    const survivor = await joinIn(trx, [target, boost.id], (merged) => adoptBoosts(trx, merged))
    return await readBoostDetail(trx, survivor)
  })
}

async function findTarget(trx: Transaction<DB>, to: BoostAttach): Promise<string> {
  if ('boost' in to) return orNotFound(await findBoostId(trx, to.boost), 'boost with this id')
  const payment = orNotFound(await findPaymentId(trx, to.payment), 'payment with this id')
  const row = await trx.selectFrom('payments').select('boost_id').where('id', '=', payment).executeTakeFirst()
  if (!row?.boost_id)
    throw new AppError(
      'unprocessable',
      'This payment is no boost. Say first that it is one: give it to the show, as a boost.',
    )
  return row.boost_id
}

/** Lets an unproven boost be shown nowhere and never matched, or takes that back. @throws AppError not-found, unprocessable */
export async function dismissClaim(
  db: Kysely<DB>,
  id: string,
  { undo }: { undo: boolean },
): Promise<BoostDetailJson> {
  const boost = await correct(db, async (trx) => {
    const held = await holdUnproven(trx, id)
    if (held.dropped === 'withdrawn') throw new AppError('unprocessable', 'Who sent this boost took it back.')
    await trx.updateTable('claims').set({ pinned: !undo }).where('boost_id', '=', held.id).execute()
    await trx
      .updateTable('boosts')
      .set({ dropped: undo ? null : 'dismissed', updated_at: sql`now()` })
      .where('id', '=', held.id)
      .execute()
    return held
  })
  if (undo) await settleClaims(db, [boost.id])
  return await readBoostDetail(db, boost.id)
}

async function holdUnproven(trx: Transaction<DB>, id: string): Promise<Boost> {
  const own = orNotFound(await findBoostId(trx, id), 'boost with this id')
  const known = await trx.selectFrom('boosts').select('show_id').where('id', '=', own).executeTakeFirst()
  await lockClaims(trx, [orNotFound(known, 'boost with this id').show_id])
  const now = orNotFound(await findBoostId(trx, id), 'boost with this id')
  const row = await trx.selectFrom('boosts').selectAll().where('id', '=', now).forUpdate().executeTakeFirst()
  const boost = orNotFound(row, 'boost with this id')
  if (boost.claim !== 'unproven')
    throw new AppError('unprocessable', 'A wallet has received this boost: it is proven already.')
  return boost
}
