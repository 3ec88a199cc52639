import { readConfig } from '#api/config.ts'
import type { Context } from '#api/context.ts'
import { openContext } from '#api/open-context.ts'
import type { Io } from '#scripts/cli/command.ts'

/**
 * Does a command's work on the database of the service's settings, beside a running service or without one; an embedded server
 * that was started for it ends with it. The log holds warnings only, unless LOG_LEVEL says otherwise.
 */
export async function withContext<T>(io: Io, work: (ctx: Context) => Promise<T>): Promise<T> {
  const config = readConfig({ ...io.env, LOG_LEVEL: io.env.LOG_LEVEL || 'warn' })
  const { ctx, close } = await openContext(config, 'command', io.say, io.signal)
  try {
    return await work(ctx)
  } finally {
    await close()
  }
}
