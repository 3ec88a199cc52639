import { createApp } from '#api/app.ts'
import type { Config } from '#api/config.ts'
import type { Context } from '#api/context.ts'
import { type Pulse, startPulse } from '#api/fleet/keep-pulse.ts'
import type { Job } from '#api/job/job.ts'
import { startJobs } from '#api/job/schedule.ts'
import { listJobs } from '#api/jobs.ts'
import { withTimeout } from '#api/lib/async.ts'
import { finishRequests, listen } from '#api/listen.ts'
import { observeProcess } from '#api/metrics/metrics.ts'
import { openContext } from '#api/open-context.ts'
import { startOutgoing } from '#api/outgoing/run/start-outgoing.ts'
import { keepOwnNode } from '#api/source/own-node/keep-own-node.ts'
import { startSources } from '#api/source/run/start-sources.ts'

/** How long requests and jobs under way are waited for at the end. */
const GRACE_MS = 10_000

export type Service = {
  ctx: Context
  /** Where people on this machine open it. */
  url: string
  /** Resolves when the embedded database has ended without us. */
  lost: Promise<void>
  /** Ends it: no new requests, those under way finish, jobs stop, the pool closes, the embedded database ends. */
  stop(force?: AbortSignal): Promise<void>
}

/**
 * Starts the service.
 * @param say told in a sentence what the person should know
 * @param prepare works on the database before the first request, e.g. loads the demo
 * @param jobs by default all
 * @throws PlainError where it cannot start
 */
export async function startService(
  config: Config,
  say: (sentence: string) => void,
  prepare: (ctx: Context) => Promise<void> = async () => {},
  jobs: readonly Job[] = listJobs(config),
): Promise<Service> {
  const stopping = new AbortController()
  const { ctx, lost, close } = await openContext(config, 'service', say, stopping.signal)
  try {
    ctx.secrets.check()
    observeProcess(ctx.metrics)
    const pulse = await joinFleet(ctx)
    await prepare(ctx)
    const { server, url } = await listen(createApp(ctx), config)
    const schedule = startJobs(ctx, jobs)
    keepOwnNode(ctx)
    const sources = startSources(ctx)
    const outgoing = startOutgoing(ctx)
    const stop = async (force = new AbortController().signal) => {
      stopping.abort()
      await Promise.all([
        finishRequests(server, GRACE_MS, force),
        withTimeout(schedule.stop(), GRACE_MS, force),
        withTimeout(sources.stop(), GRACE_MS, force),
        withTimeout(outgoing.stop(), GRACE_MS, force),
      ])
      await withTimeout(pulse.stop(), GRACE_MS, force)
      await close(force)
    }
    return { ctx, url, lost, stop }
  } catch (error) {
    await close()
    throw error
  }
}

/** Takes a place among the processes on this database; the embedded one has us alone. */
async function joinFleet(ctx: Context): Promise<Pulse> {
  ctx.live.onRevoked((id) => ctx.auth.keys.forget(id))
  const { replica } = ctx.database
  if (replica)
    ctx.live.subscribe((hint) => (hint === null || hint.kind === 'changes') && replica.noteChange())
  if (ctx.config.databaseUrl === null) return { stop: async () => {} }
  return await startPulse(ctx, ctx.secrets.derive('the same key').toString('base64url'))
}
