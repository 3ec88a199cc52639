import { setTimeout as sleep } from 'node:timers/promises'
import type { RequestHandler } from 'express'
import { type Kysely, sql } from 'kysely'
import type { Logger } from 'pino'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { withTimeout } from '#api/lib/async.ts'
import type { Database } from '#db/database.ts'
import type { DB } from '#db/schema/index.ts'

export type Metrics = {
  /** For `/metrics`; what another part counts registers here too. */
  registry: Registry
  /** How long answers took, by route. */
  requests: Histogram<'method' | 'route' | 'status'>
  /** Counts what became of payments that a source reported. */
  countReports(source: string, outcomes: readonly { status: string }[]): void
  /** Has something brought up to date before each answer of `/metrics`. */
  beforeScrape(refresh: () => Promise<void>): void
  /** All of it in the text format of Prometheus. */
  scrape(): Promise<string>
}

/** Makes the counters of one process. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const refreshers: (() => Promise<void>)[] = []
  const requests = new Histogram({
    name: 'readout_http_request_duration_seconds',
    help: 'How long answers took, from the head of the request to the end of the answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  })
  const reports = new Counter({
    name: 'readout_intake_reports_total',
    help: 'Payments that sources reported, by what became of them.',
    labelNames: ['source', 'result'],
    registers,
  })
  return {
    registry,
    requests,
    countReports: (source, outcomes) => {
      for (const { status } of outcomes) reports.inc({ source, result: status })
    },
    beforeScrape: (refresh) => void refreshers.push(refresh),
    scrape: async () => {
      await Promise.all(refreshers.map((refresh) => refresh()))
      return registry.metrics()
    },
  }
}

/** Measures how long the answers of a route take. A stream of events is open as long as somebody listens, and left out. */
export function measureRequests({ requests }: Pick<Metrics, 'requests'>, route: string): RequestHandler {
  return (req, res, next) => {
    const begun = performance.now()
    res.once('close', () => {
      if (String(res.getHeader('Content-Type')).startsWith('text/event-stream')) return
      const status = res.headersSent ? String(res.statusCode) : 'cut'
      requests.observe({ method: req.method, route, status }, (performance.now() - begun) / 1000)
    })
    next()
  }
}

/** Until the event loop has been watched for long enough to say something of it. */
const WATCH_MS = 50

/**
 * Has `/metrics` tell of the process: memory, processor time, the event loop. From the first time that somebody asks: watching the
 * event loop wakes a process a hundred times a second, also one that rests.
 */
export function observeProcess({ registry, beforeScrape }: Pick<Metrics, 'registry' | 'beforeScrape'>): void {
  let watching: Promise<void> | null = null
  beforeScrape(() => {
    if (!watching) collectDefaultMetrics({ register: registry })
    watching ??= sleep(WATCH_MS)
    return watching
  })
}

/** A scrape that waits longer is given up by Prometheus anyway. */
const PATIENCE_MS = 5_000

/** Has `/metrics` tell of the database, the feed of changes and the jobs; while the database is away, only that it is. */
export function observeDatabase(ctx: {
  metrics: Metrics
  db: Kysely<DB>
  database: Pick<Database, 'pool' | 'replica'>
  live: { isUp(): boolean }
  log: Logger
  now: () => Date
}): void {
  const registers = [ctx.metrics.registry]
  const gauge = <const Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
    new Gauge({ name: `readout_${name}`, help, labelNames, registers })
  const counter = (name: string, help: string) =>
    new Counter({ name: `readout_${name}`, help, labelNames: ['job'], registers })

  const isUp = gauge('database_up', 'Whether the database answers.')
  const connections = gauge('database_connections', 'Connections of the pool, and who waits for one.', [
    'state',
  ])
  const isListening = gauge('changes_listening', 'Whether the connection that hears of changes stands.')
  const unread = gauge('changes_unread_seconds', 'Age of the oldest change that totals lack.')
  const duration = gauge('job_duration_seconds', 'How long the last round of a job took.', ['job'])
  const success = gauge('job_last_success_timestamp_seconds', 'When a round of a job last went well.', [
    'job',
  ])
  const runs = counter('job_runs_total', 'Rounds that a job has made, in all processes.')
  const failures = counter('job_failures_total', 'Rounds of a job that failed, in all processes.')

  const readChanges = async () => {
    const { rows } = await sql<{ at: Date | null }>`
      select (select c.at from changes c, totals_state s
               where c.xid >= pg_snapshot_xmin(s.read_to) and not pg_visible_in_snapshot(c.xid, s.read_to)
               order by c.xid, c.id limit 1) as at`.execute(ctx.db)
    const at = rows[0]?.at
    unread.set(at ? Math.max(0, (ctx.now().getTime() - at.getTime()) / 1000) : 0)
  }
  const readJobs = async () => {
    const states = await ctx.db.selectFrom('job_states').selectAll().execute()
    for (const metric of [duration, success, runs, failures]) metric.reset()
    for (const { name: job, ...state } of states) {
      if (state.duration_ms !== null) duration.set({ job }, state.duration_ms / 1000)
      if (state.succeeded_at) success.set({ job }, state.succeeded_at.getTime() / 1000)
      runs.inc({ job }, state.runs)
      failures.inc({ job }, state.failures)
    }
  }

  const { replica } = ctx.database
  if (replica) {
    const lag = gauge('replica_lag_seconds', 'How far the replica is behind; NaN where it does not answer.')
    const fresh = gauge(
      'replica_fresh',
      'Whether the replica has all that is known to be written, and is read.',
    )
    ctx.metrics.beforeScrape(async () => {
      lag.set((await replica.readLag()) ?? Number.NaN)
      fresh.set(replica.isFresh() ? 1 : 0)
    })
  }
  ctx.metrics.beforeScrape(async () => {
    const { totalCount, idleCount, waitingCount } = ctx.database.pool
    connections.set({ state: 'busy' }, totalCount - idleCount)
    connections.set({ state: 'idle' }, idleCount)
    connections.set({ state: 'waiting' }, waitingCount)
    isListening.set(ctx.live.isUp() ? 1 : 0)
    try {
      isUp.set((await withTimeout(Promise.all([readChanges(), readJobs()]), PATIENCE_MS)) ? 1 : 0)
    } catch (error) {
      ctx.log.warn({ err: error }, 'the database cannot be observed')
      isUp.set(0)
    }
  })
}
