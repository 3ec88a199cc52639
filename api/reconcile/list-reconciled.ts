import { sql } from 'kysely'
import type { Context } from '#api/context.ts'
import type { Difference, Reconciled } from '#api/contract/reconcile.ts'
import { AppError } from '#api/errors.ts'
import { inSnapshot } from '#api/export/snapshot.ts'
import { accountForBalance } from '#api/reconcile/account-for-balance.ts'
import { compare } from '#api/reconcile/compare/compare.ts'
import { type FoundList, findLatest } from '#api/reconcile/find-list.ts'
import { comparisonOf, listWallets } from '#api/reconcile/read-overview.ts'

type Needed = Pick<Context, 'db' | 'database' | 'exportSlots'>

/**
 * How the wallets of a time compare with the books, for a month that is closed reconciled.
 * @param showId only the wallets that received for this show; null: all
 * @throws AppError conflict, in words, where a wallet was not asked since its end, differs in what nobody has explained, or received for
 *   other shows than the one that is asked for
 */
export async function listReconciled(
  ctx: Needed,
  time: { from: Date; until: Date },
  showId: number | null,
): Promise<Reconciled[]> {
  const wallets = await listWallets(ctx.db, time, showId)
  const lists = await findLatest(ctx.db, time)
  const reconciled: Reconciled[] = []
  for (const { id, name, books } of wallets) {
    const list = lists.get(id)
    if (books.count === 0 && list?.state !== 'read') continue
    if (showId !== null) await mustBeOwn(ctx, { id, name }, time, showId)
    reconciled.push(await reconcileOne(ctx, name, list, time))
  }
  return reconciled
}

/** What a wallet says does not tell for which show it is. @throws AppError conflict where it received for others too */
async function mustBeOwn(
  { db }: Needed,
  wallet: { id: number; name: string },
  { from, until }: { from: Date; until: Date },
  showId: number,
): Promise<void> {
  const other = await db
    .selectFrom('payments')
    .select('id')
    .where('wallet_id', '=', wallet.id)
    .where('settled_at', '>=', from)
    .where('settled_at', '<', until)
    .where('ours', '=', true)
    .where('show_id', 'is distinct from', showId)
    .limit(1)
    .executeTakeFirst()
  if (other)
    throw new AppError(
      'conflict',
      `${wallet.name} received for other shows too, and its list does not tell for which. Close the month of all shows reconciled, or this one without comparing.`,
    )
}

async function reconcileOne(
  ctx: Needed,
  wallet: string,
  list: FoundList | undefined,
  time: { from: Date; until: Date },
): Promise<Reconciled> {
  if (!list?.read_at || list.read_at < time.until)
    throw new AppError(
      'conflict',
      `${wallet} was not asked what it received since this month ended. Ask it, or give its file, or close the month without comparing.`,
    )
  const { read_at, source, file, balance_msat, unread } = list
  const comparison = comparisonOf(list, time)
  const balance = await accountForBalance(ctx.db, list, time.from)
  return await inSnapshot(ctx, 'UTC', async (snapshot) => {
    const { figures, items } = await compare(snapshot, comparison, sql`c.words is not null`)
    if (figures.open > 0)
      throw new AppError(
        'conflict',
        `${wallet} and the books differ in ${figures.open === 1 ? 'one payment' : `${figures.open} payments`} that nobody has solved or explained yet.`,
      )
    return {
      wallet,
      source: file ?? source,
      read_at: read_at.toISOString(),
      balance_msat,
      ...(balance ? { balance } : {}),
      unread,
      figures,
      explained: items.flatMap(explainedAsJson),
    }
  })
}

function explainedAsJson({ kind, key, there, here, explained }: Difference): Reconciled['explained'] {
  if (!explained) return []
  const amount_msat = (there?.amount_msat ?? 0) - (here?.amount_msat ?? 0)
  return [{ kind, key, amount_msat, words: explained.words, by: explained.by }]
}
