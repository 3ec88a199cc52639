import { type Kysely, sql, type Transaction } from 'kysely'
import { type Chosen, choosePlace } from '#api/boost/correct/choose-place.ts'
import { correct } from '#api/boost/correct/correct.ts'
import { type HeldBoost, holdBoosts, pinPayments } from '#api/boost/correct/lock-boosts.ts'
import { readBoost } from '#api/boost/detail/read-boost.ts'
import { regroup } from '#api/boost/group/regroup.ts'
import type { BoostJson, BoostPatch } from '#api/contract/boost.ts'
import { setAsideAgain } from '#api/payment/set-aside-again.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Puts a boost right by hand. Its payments go along, and what is set here late metadata leaves alone.
 * @returns the boost as it was, and as it is
 * @throws AppError not-found, unprocessable
 */
export async function patchBoost(
  db: Kysely<DB>,
  id: string,
  patch: BoostPatch,
): Promise<{ before: BoostJson; after: BoostJson }> {
  return await correct(db, async (trx) => {
    const [held] = await holdBoosts(trx, [id])
    if (!held) throw new Error('A boost was found and is not there')
    const before = await readBoost(trx, held.boost.id)
    const chosen = await choosePlace(trx, patch, held.boost)
    if (Object.keys(chosen).length > 0) await move(trx, held, chosen)
    if (patch.hidden !== undefined && patch.hidden !== held.boost.hidden)
      await trx
        .updateTable('boosts')
        .set({ hidden: patch.hidden, updated_at: sql`now()` })
        .where('id', '=', held.boost.id)
        .execute()
    if (patch.possible_double === false) await pinPayments(trx, [held])
    await regroup(trx, { payment_ids: held.payments.map((payment) => payment.id) })
    return { before, after: await readBoost(trx, held.boost.id) }
  })
}

async function move(trx: Transaction<DB>, { boost, payments }: HeldBoost, chosen: Chosen): Promise<void> {
  const corrected_columns = [...new Set([...boost.corrected_columns, ...Object.keys(chosen)])]
  // Another show has other shares, by which the claim is judged anew.
  const judgement = chosen.show_id === undefined ? {} : { claim_shares: null }
  await trx
    .updateTable('boosts')
    .set({
      ...given(chosen),
      ...judgement,
      corrected_columns,
      corrected_at: sql`now()`,
      updated_at: sql`now()`,
    })
    .where('id', '=', boost.id)
    .execute()
  await trx
    .updateTable('payments')
    .set({ ...chosen, corrected_at: sql`now()` })
    .where('boost_id', '=', boost.id)
    .execute()
  if (chosen.show_id !== undefined && chosen.show_id !== null)
    await trx
      .updateTable('claims')
      .set({ show_id: chosen.show_id, pinned: true })
      .where('boost_id', '=', boost.id)
      .execute()
  if (chosen.show_id !== undefined)
    await setAsideAgain(
      trx,
      payments.map(({ id }) => id),
    )
}

/** A boost always has a show. */
function given({ show_id, ...rest }: Chosen) {
  return show_id === undefined || show_id === null ? rest : { ...rest, show_id }
}
