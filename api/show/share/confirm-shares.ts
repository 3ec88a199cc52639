import { sql, type Transaction } from 'kysely'
import { AppError } from '#api/errors.ts'
import { beginTask } from '#api/task/begin-task.ts'
import { anyOf } from '#db/query/any-of.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Puts shares in force that a host has confirmed: those in force so far end now, and the new ones begin now, or hold since
 * ever where they are the show's first. Its open claims are then judged.
 * @param shares by wallet name
 * @returns tasks to be finished
 * @throws AppError unprocessable where a wallet is none, or the shares are more than a whole
 */
export async function confirmShares(
  trx: Transaction<DB>,
  showId: number,
  shares: Readonly<Record<string, number>>,
  now: Date,
): Promise<string[]> {
  const wanted = await byWallet(trx, shares)
  const all = await trx.selectFrom('shares').selectAll().where('show_id', '=', showId).execute()
  const inForce = all.filter((row) => Number(row.until) === Number.POSITIVE_INFINITY)
  if (!sameShares(inForce, wanted)) {
    await trx.deleteFrom('shares').where('show_id', '=', showId).where('since', '>=', now).execute()
    await trx
      .updateTable('shares')
      .set({ until: now })
      .where('show_id', '=', showId)
      .where('until', '>', now)
      .execute()
    const since = all.length === 0 ? sql<Date>`'-infinity'` : now
    if (wanted.size > 0)
      await trx
        .insertInto('shares')
        .values(
          [...wanted].map(([wallet_id, share]) => ({
            show_id: showId,
            wallet_id,
            share: share.toFixed(8),
            origin: 'host' as const,
            since,
          })),
        )
        .execute()
  }
  return wanted.size === 0 ? [] : [await beginTask(trx, { kind: 'judge-claims', show: showId, after: null })]
}

async function byWallet(
  trx: Transaction<DB>,
  shares: Readonly<Record<string, number>>,
): Promise<Map<number, number>> {
  const names = Object.keys(shares)
  const wallets =
    names.length === 0
      ? []
      : await trx.selectFrom('wallets').select(['id', 'name']).where('name', '=', anyOf(names)).execute()
  const missing = names.find((name) => !wallets.some((wallet) => wallet.name === name))
  if (missing !== undefined)
    throw new AppError('unprocessable', `There is no wallet named ${missing}, so it has no share.`)
  const whole = Object.values(shares).reduce((sum, share) => sum + share, 0)
  if (whole > 1 + 1e-6) throw new AppError('unprocessable', 'The shares add up to more than a whole.')
  return new Map(wallets.map((wallet) => [wallet.id, shares[wallet.name] ?? 0]))
}

function sameShares(
  rows: readonly { wallet_id: number; share: string; origin: string }[],
  wanted: ReadonlyMap<number, number>,
): boolean {
  return (
    rows.length === wanted.size &&
    rows.every((row) => row.origin === 'host' && wanted.get(row.wallet_id)?.toFixed(8) === row.share)
  )
}
