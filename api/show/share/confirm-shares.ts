import { sql, type Transaction } from 'kysely'
import { AppError } from '#api/errors.ts'
import { beginTask } from '#api/task/begin-task.ts'
import { anyOf } from '#db/query/any-of.ts'
import type { DB } from '#db/schema/index.ts'

/** A whole, as parts of it are rounded. */
const MOST = 1 + 1e-6

/**
 * Puts shares in force that a host has confirmed: those in force so far end now, and the new ones begin now. That of a wallet which
 * never had one holds since ever, so that what a file brings of its past is judged by it; but from now on where the feed says what
 * held before, or where that would have been more than a whole. Open claims are then judged.
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
    const since = sinceWhen(all, wanted, now)
    if (wanted.size > 0)
      await trx
        .insertInto('shares')
        .values(
          [...wanted].map(([wallet_id, share]) => ({
            show_id: showId,
            wallet_id,
            share: share.toFixed(8),
            origin: 'host' as const,
            since: since(wallet_id),
          })),
        )
        .execute()
  }
  return wanted.size === 0 ? [] : [await beginTask(trx, { kind: 'judge-claims', show: showId, after: null })]
}

type Row = { wallet_id: number; share: string; origin: string; since: Date; until: Date }

/** Since when each wallet's share holds. */
function sinceWhen(all: readonly Row[], wanted: ReadonlyMap<number, number>, now: Date) {
  const old = new Set(all.map((row) => row.wallet_id))
  const fresh = [...wanted].reduce((sum, [wallet, share]) => (old.has(wallet) ? sum : sum + share), 0)
  const fits = all.every((row) => row.origin === 'host' && partsAt(all, Number(row.since)) + fresh <= MOST)
  return (wallet: number) => (fits && !old.has(wallet) ? sql<Date>`'-infinity'` : now)
}

/** What shares came to at an instant. */
function partsAt(all: readonly Row[], at: number): number {
  return all
    .filter((row) => Number(row.since) <= at && at < Number(row.until))
    .reduce((sum, row) => sum + Number(row.share), 0)
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
  if (whole > MOST) throw new AppError('unprocessable', 'The shares add up to more than a whole.')
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
