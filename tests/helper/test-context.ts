import { pino } from 'pino'
import { createAttempts } from '#api/auth/attempts.ts'
import { type Config, readConfig } from '#api/config.ts'
import type { Context } from '#api/context.ts'
import { createContext } from '#api/create-context.ts'
import { createTestDatabase, type TestDatabase } from '#tests/helper/test-db.ts'

export type TestContext = Context & { database: TestDatabase; close(): Promise<void> }

export type TestContextOptions = {
  env?: Record<string, string>
  config?: Partial<Config>
  now?: () => Date
  stopping?: AbortSignal
  /** One that the caller shares out and drops; by default a new one. */
  database?: TestDatabase
}

/** So that no test makes a key in the folder that it runs in. */
const SECRET = 'the secret key of the tests, which is long enough'

/** A context on a database of its own, with a silent log. */
export async function createTestContext(options: TestContextOptions = {}): Promise<TestContext> {
  const database = options.database ?? (await createTestDatabase())
  const config = { ...readConfig({ DEMO: 'off', SECRET_KEY: SECRET, ...options.env }), ...options.config }
  const log = pino({ level: process.env.TEST_LOG ?? 'silent' })
  const { now, stopping } = options
  const ctx = createContext({
    config,
    database,
    log,
    ...(now ? { now } : {}),
    ...(stopping ? { stopping } : {}),
  })
  const close = async () => {
    await ctx.live.close()
    await ctx.imports.idle()
    await ctx.walletLists.idle()
    if (!options.database) await database.drop()
  }
  // Waits after failed tries do not pass by themselves, however slow a test is.
  const auth = { ...ctx.auth, attempts: createAttempts(() => 1_000_000) }
  return { ...ctx, auth, database, close }
}
