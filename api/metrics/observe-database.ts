import { sql } from 'kysely'
import { Counter, Gauge } from 'prom-client'
import type { Context } from '#api/context.ts'
import { within } from '#lib/async.ts'

/** A scrape that waits longer is given up by Prometheus anyway. */
const PATIENCE_MS = 5_000

/** Has `/metrics` tell of the database, the feed of changes and the jobs; while the database is away, only that it is. */
export function observeDatabase(
  ctx: Pick<Context, 'metrics' | 'db' | 'database' | 'live' | 'log' | 'now'>,
): void {
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
  const held = gauge(
    'changes_held_seconds',
    'Age of the oldest change that a transaction under way still holds back from readers.',
  )
  const duration = gauge('job_duration_seconds', 'How long the last round of a job took.', ['job'])
  const success = gauge('job_last_success_timestamp_seconds', 'When a round of a job last went well.', [
    'job',
  ])
  const runs = counter('job_runs_total', 'Rounds that a job has made, in all processes.')
  const failures = counter('job_failures_total', 'Rounds of a job that failed, in all processes.')

  const readChanges = async () => {
    const { rows } = await sql<{ at: Date | null }>`
      select (select at from changes where xid >= pg_snapshot_xmin(pg_current_snapshot())
               order by xid, id limit 1) as at`.execute(ctx.db)
    const at = rows[0]?.at
    held.set(at ? Math.max(0, (ctx.now().getTime() - at.getTime()) / 1000) : 0)
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

  ctx.metrics.beforeScrape(async () => {
    const { totalCount, idleCount, waitingCount } = ctx.database.pool
    connections.set({ state: 'busy' }, totalCount - idleCount)
    connections.set({ state: 'idle' }, idleCount)
    connections.set({ state: 'waiting' }, waitingCount)
    isListening.set(ctx.live.isUp() ? 1 : 0)
    try {
      isUp.set((await within(Promise.all([readChanges(), readJobs()]), PATIENCE_MS)) ? 1 : 0)
    } catch (error) {
      ctx.log.warn({ err: error }, 'the database cannot be observed')
      isUp.set(0)
    }
  })
}
