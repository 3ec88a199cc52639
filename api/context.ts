import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { Config } from '#api/config.ts'
import { createIntake, type Intake } from '#api/intake/intake-queue.ts'
import type { Database } from '#db/database.ts'
import type { DB } from '#db/schema/index.ts'

/** What the parts of the service are given. */
export type Context = {
  config: Config
  database: Database
  db: Kysely<DB>
  log: Logger
  intake: Intake
  /** The clock. */
  now: () => Date
}

/** Makes a context on an open database. */
export function createContext(parts: {
  config: Config
  database: Database
  log: Logger
  now?: () => Date
}): Context {
  const { config, database, log, now = () => new Date() } = parts
  return { config, database, db: database.db, log, intake: createIntake(database.db, log), now }
}
