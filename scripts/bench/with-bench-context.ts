import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Config, readConfig } from '#api/config.ts'
import type { Context } from '#api/context.ts'
import { openContext } from '#api/open-context.ts'
import { onSignals } from '#scripts/cli/on-signals.ts'

/** What a bench works with. */
export type BenchContext = {
  ctx: Context
  config: Config
  /** The settings that child processes of the bench need, to find the same database. */
  env: Record<string, string>
}

/**
 * Does work on an embedded server of its own, with fsync as in production, in a temporary folder that is removed afterwards.
 * @param as `command` where a service is to run beside it
 */
export async function withBenchContext<T>(
  work: (bench: BenchContext) => Promise<T>,
  as: 'service' | 'command' = 'service',
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'readout-bench-'))
  // PostgreSQL's own user enters it where we are root.
  await chmod(folder, 0o755)
  const env = { DATA_DIR: join(folder, 'data'), DEMO: 'off', LOG_LEVEL: 'warn', PORT: '0', HOST: '127.0.0.1' }
  const config = readConfig(env)
  const say = (sentence: string) => void process.stderr.write(`${sentence}\n`)
  try {
    const { ctx, close } = await openContext(config, as, say, new AbortController().signal)
    // One that is cut off leaves no server behind.
    const cutOff = () =>
      void close()
        .then(() => rm(folder, { recursive: true, force: true }))
        .then(() => process.exit(130))
    const forget = onSignals(cutOff, () => process.exit(130))
    try {
      return await work({ ctx, config, env })
    } finally {
      forget()
      await close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
