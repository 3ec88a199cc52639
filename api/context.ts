import type { RequestHandler } from 'express'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { IntakeTally } from '#api/audit/intake-tally.ts'
import type { AuthState } from '#api/auth/auth-state.ts'
import type { SecretBox } from '#api/auth/secret-box.ts'
import type { BoostSums } from '#api/boost/list/group/boost-sums.ts'
import type { KeptAnswers } from '#api/change/kept-answers.ts'
import type { Config } from '#api/config.ts'
import type { ExportSlots } from '#api/export/export-slots.ts'
import type { Fetcher } from '#api/fetch/create-fetcher.ts'
import type { Fleet } from '#api/fleet/fleet.ts'
import type { Imports } from '#api/import/upload/imports.ts'
import type { Intake } from '#api/intake/intake-queue.ts'
import type { LiveHub } from '#api/live/hub.ts'
import type { Metaboost } from '#api/metaboost/create-metaboost.ts'
import type { Metrics } from '#api/metrics/metrics.ts'
import type { OverlayHub } from '#api/overlay/stream/hub.ts'
import type { PageCache } from '#api/public/serve/page-cache.ts'
import type { WalletLists } from '#api/reconcile/list/wallet-lists.ts'
import type { StreamSums } from '#api/show/stream/list-streams.ts'
import type { Tasks } from '#api/task/run-tasks.ts'
import type { Database } from '#db/database.ts'
import type { DB } from '#db/schema/index.ts'

/** What the parts of the service are given. */
export type Context = {
  config: Config
  database: Database
  db: Kysely<DB>
  /** The same as who asks may see it: answers to a change are made of it. */
  view: Kysely<DB>
  log: Logger
  intake: Intake
  /** Asks other machines, at addresses that strangers choose. */
  fetcher: Fetcher
  /** What is decided at once and done in batches. */
  tasks: Tasks
  /** Uploaded files that are checked and recorded. */
  imports: Imports
  /** Wallets that are asked for what they received, to be compared with the books. */
  walletLists: WalletLists
  auth: AuthState
  /** How many processes share the database. */
  fleet: Fleet
  secrets: SecretBox
  tally: IntakeTally
  sums: BoostSums
  streamSums: StreamSums
  /** Answers of the API, made once for all who may ask. */
  answers: KeptAnswers
  /** In which exports and statements read the books. */
  exportSlots: ExportSlots
  /** Where this process hears what changed. */
  live: LiveHub
  /** How many streams of hints each credential has open. */
  streams: Map<string, number>
  /** Public answers, made once for all readers. */
  pages: PageCache
  /** What open overlays are sent, read once for all that have the same address. */
  overlays: OverlayHub
  /** Holds back who asks for too much of what is public. */
  limitReaders: RequestHandler
  /** Who may post to the addresses for apps, and what is posted. */
  metaboost: Metaboost
  /** What is counted for `/metrics`. */
  metrics: Metrics
  /** The clock. */
  now: () => Date
  /** Aborted when the service stops: open streams end, long work gives up between two steps. */
  stopping: AbortSignal
}
