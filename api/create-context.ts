import type { Logger } from 'pino'
import { createIntakeTally } from '#api/audit/intake-tally.ts'
import { createAuthState } from '#api/auth/auth-state.ts'
import { createSecretBox } from '#api/auth/secret-box.ts'
import { createBoostSums } from '#api/boost/list/group/boost-sums.ts'
import { createEditions } from '#api/change/editions.ts'
import { createKeptAnswers } from '#api/change/kept-answers.ts'
import type { Config } from '#api/config.ts'
import type { Context } from '#api/context.ts'
import { createExportSlots } from '#api/export/export-slots.ts'
import { createFetcher } from '#api/fetch/create-fetcher.ts'
import { createFleet } from '#api/fleet/fleet.ts'
import { createImports } from '#api/import/upload/run-imports.ts'
import { countReports, createIntake } from '#api/intake/intake-queue.ts'
import { createLiveHub } from '#api/live/hub.ts'
import { createMetaboost } from '#api/metaboost/create-metaboost.ts'
import { createMetrics, observeDatabase } from '#api/metrics/metrics.ts'
import { createOverlayHub } from '#api/overlay/stream/hub.ts'
import { createReaderLimit } from '#api/public/serve/limit-readers.ts'
import { createPageCache } from '#api/public/serve/page-cache.ts'
import { createWalletLists } from '#api/reconcile/list/wallet-lists.ts'
import { createStreamSums } from '#api/show/stream/list-streams.ts'
import { observeSources } from '#api/source/run/observe-sources.ts'
import { createTasks } from '#api/task/run-tasks.ts'
import { runStep } from '#api/task-steps/run-step.ts'
import type { Database } from '#db/database.ts'

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
  const fleet = createFleet()
  const live = createLiveHub(database, log)
  const secrets = createSecretBox(config)
  const ctx = {
    config,
    database,
    db: database.db,
    view: database.db,
    log,
    tasks: createTasks({ db: database.db, log, stopping }, runStep),
    intake: countReports(createIntake(database.keeping, log, now), metrics),
    imports: createImports({ config, database, db: database.db, log, metrics, now, stopping }),
    walletLists: createWalletLists((error) => log.error({ err: error }, 'a wallet’s list could not be kept')),
    fetcher: createFetcher(),
    auth: createAuthState(fleet.size),
    fleet,
    secrets,
    tally: createIntakeTally(database.keeping, now),
    sums: createBoostSums(database.db),
    streamSums: createStreamSums(),
    answers: createKeptAnswers(createEditions(database)),
    exportSlots: createExportSlots(),
    live,
    streams: new Map<string, number>(),
    limitReaders: createReaderLimit(fleet.size),
    pages: createPageCache({ live, stopping }),
    overlays: createOverlayHub({ db: database.db, live, log, now, stopping }),
    metaboost: createMetaboost({ db: database.keeping, log, config, secrets, now, stopping }),
    metrics,
    now,
    stopping,
  }
  observeDatabase(ctx)
  observeSources(ctx)
  return ctx
}
