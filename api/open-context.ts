import { backupFolder } from '#api/backup/backup-folder.ts'
import type { Config } from '#api/config.ts'
import type { Context } from '#api/context.ts'
import { createContext } from '#api/create-context.ts'
import { withTimeout } from '#api/lib/async.ts'
import { createLog } from '#api/log.ts'
import { upgrade } from '#db/backup/upgrade.ts'
import { openStore } from '#db/open-store.ts'

/** How long what intake has under way is waited for at the end. */
const DRAIN_MS = 10_000

export type OpenContext = {
  ctx: Context
  /** Resolves when the embedded server has ended without us. */
  lost: Promise<void>
  /** Waits a while for what intake has under way. @param force ends the waiting */
  close(force?: AbortSignal): Promise<void>
}

/**
 * Opens the database, brings it up to date, and makes the context that service and commands work with.
 * @param stopping aborted when work is to end
 * @throws PlainError where the database is out of reach
 */
export async function openContext(
  config: Config,
  as: 'service' | 'command',
  say: (sentence: string) => void,
  stopping: AbortSignal,
): Promise<OpenContext> {
  const store = await openStore(config, as, say)
  try {
    const folder = config.backupBeforeUpgrade ? backupFolder(config) : null
    await upgrade(store.database, folder, say, stopping)
    const ctx = createContext({ config, database: store.database, log: createLog(config), stopping })
    const close = async (force?: AbortSignal) => {
      await withTimeout(ctx.live.close(), DRAIN_MS, force)
      await withTimeout(ctx.imports.idle(), DRAIN_MS, force)
      await withTimeout(ctx.walletLists.idle(), DRAIN_MS, force)
      await withTimeout(ctx.intake.drain(), DRAIN_MS, force)
      await withTimeout(ctx.metaboost.posts.drain(), DRAIN_MS, force)
      await withTimeout(ctx.tally.flush(), DRAIN_MS, force)
      await store.close(force)
    }
    return { ctx, lost: store.lost, close }
  } catch (error) {
    await store.close()
    throw error
  }
}
