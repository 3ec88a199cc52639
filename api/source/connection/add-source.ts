import type { Transaction } from 'kysely'
import type { Context } from '#api/context.ts'
import { AppError } from '#api/errors.ts'
import { wakeSources } from '#api/source/connection/notify-sources.ts'
import { sealSettings } from '#api/source/connection/settings.ts'
import type { SourceKind } from '#api/source/kind/source-kind.ts'
import { decide } from '#api/task/begin-task.ts'
import { changeWalletIn } from '#api/wallet/change-wallet.ts'
import type { DB } from '#db/schema/index.ts'

export type NewSource = {
  kind: SourceKind
  name: string
  /** Its namesake where null; of no account for kinds that report on none. */
  wallet: string | null
  /** Whose what the wallet receives is, and has received; null leaves it as it is, shared for a new one. */
  whose: 'show' | 'shared' | null
  /** Whether money of a test network is recorded. */
  count_test_money?: boolean
  /** What the kind's schema read. */
  settings: Record<string, unknown>
}

/**
 * Adds a source that is followed from now on; one that was removed is taken up again under its name, its payments known.
 * @throws AppError conflict where the name is in use
 */
export async function addSource(
  ctx: Pick<Context, 'db' | 'secrets' | 'tasks'>,
  { kind, name, wallet, whose, count_test_money = false, settings }: NewSource,
): Promise<void> {
  const stored = sealSettings(ctx.secrets, kind, name, settings)
  const tasks = await decide(ctx.db, async (trx) => {
    const walletName = wallet ?? name
    const wallet_id = kind.walletless ? null : await makeWallet(trx, walletName, whose)
    await trx
      .insertInto('sources')
      .values({ name, kind: kind.kind, exactness: kind.exactness, wallet_id })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .execute()
    const source = await trx
      .selectFrom('sources')
      .leftJoin('connections', 'connections.source_id', 'sources.id')
      .select(['sources.id', 'sources.kind', 'wallet_id', 'connections.source_id as connected'])
      .where('name', '=', name)
      .forUpdate('sources')
      .executeTakeFirstOrThrow()
    if (source.connected !== null || source.kind !== kind.kind)
      throw new AppError('conflict', `There is a source "${name}" already. Choose another name.`)
    if (source.wallet_id !== wallet_id)
      throw new AppError(
        'conflict',
        `The source "${name}" has reported on another wallet. Choose another name.`,
      )
    await trx
      .insertInto('connections')
      .values({
        source_id: source.id,
        settings: JSON.stringify(stored.settings),
        secrets: stored.secrets,
        count_test_money,
      })
      .execute()
    await wakeSources(trx)
    if (kind.walletless) return []
    const { tasks } = await changeWalletIn(trx, walletName, whose ? { whose } : {})
    return tasks
  })
  await ctx.tasks.finish(tasks)
}

async function makeWallet(trx: Transaction<DB>, name: string, whose: NewSource['whose']): Promise<number> {
  await trx
    .insertInto('wallets')
    .values({ name, ...(whose ? { whose } : {}) })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
  const { id } = await trx
    .selectFrom('wallets')
    .select('id')
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
  return id
}
