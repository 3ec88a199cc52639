import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import { createIntakeTally, type IntakeTally } from '#api/audit/intake-tally.ts'
import { type AuthState, createAuthState } from '#api/auth/auth-state.ts'
import { createSecretBox, type SecretBox } from '#api/auth/secret-box.ts'
import { type BoostSums, createBoostSums } from '#api/boost/list/group/boost-sums.ts'
import type { Config } from '#api/config.ts'
import { createTurns, type Turns } from '#api/export/turns.ts'
import { createIntake, type Intake } from '#api/intake/intake-queue.ts'
import { createLiveHub, type LiveHub } from '#api/live/hub.ts'
import { countReports } from '#api/metrics/count-reports.ts'
import { createMetrics, type Metrics } from '#api/metrics/metrics.ts'
import { observeDatabase } from '#api/metrics/observe-database.ts'
import { createPageCache, type PageCache } from '#api/public/serve/page-cache.ts'
import { observeSources } from '#api/source/run/observe-sources.ts'
import type { Database } from '#db/database.ts'
import type { DB } from '#db/schema/index.ts'

/** What the parts of the service are given. */
export type Context = {
  config: Config
  database: Database
  db: Kysely<DB>
  log: Logger
  intake: Intake
  auth: AuthState
  secrets: SecretBox
  tally: IntakeTally
  sums: BoostSums
  /** In which exports and statements read the books. */
  turns: Turns
  /** Where this process hears what changed. */
  live: LiveHub
  /** Public answers, made once for all readers. */
  pages: PageCache
  /** What is counted for `/metrics`. */
  metrics: Metrics
  /** The clock. */
  now: () => Date
  /** Aborted when the service stops: open streams end, long work gives up between two steps. */
  stopping: AbortSignal
}

/** Makes a context on an open database. */
export function createContext(parts: {
  config: Config
  database: Database
  log: Logger
  now?: () => Date
  stopping?: AbortSignal
}): Context {
  const { config, database, log, now = () => new Date(), stopping = new AbortController().signal } = parts
  const metrics = createMetrics()
  const live = createLiveHub(database, log)
  const ctx = {
    config,
    database,
    db: database.db,
    log,
    intake: countReports(createIntake(database.keeping, log), metrics),
    auth: createAuthState(),
    secrets: createSecretBox(config),
    tally: createIntakeTally(database.db, log, now),
    sums: createBoostSums(database.db),
    turns: createTurns(),
    live,
    pages: createPageCache({ live, stopping }),
    metrics,
    now,
    stopping,
  }
  observeDatabase(ctx)
  observeSources(ctx)
  return ctx
}
