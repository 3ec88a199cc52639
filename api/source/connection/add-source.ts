import type { Context } from '#api/context.ts'
import { insertSource, nameTaken } from '#api/source/connection/insert-source.ts'
import { wakeSources } from '#api/source/connection/notify-sources.ts'
import { sealSettings } from '#api/source/connection/settings.ts'
import type { SourceKind } from '#api/source/kind/source-kind.ts'
import { decide } from '#api/task/begin-task.ts'
import { changeWalletIn } from '#api/wallet/change-wallet.ts'

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
    const source = await insertSource(trx, {
      name,
      kind: kind.kind,
      exactness: kind.exactness,
      walletName: kind.walletless ? null : walletName,
      whose,
    })
    const connection = await trx
      .selectFrom('connections')
      .select('source_id')
      .where('source_id', '=', source.id)
      .executeTakeFirst()
    if (connection) throw nameTaken(name)
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
