import type { Context } from '#api/context.ts'
import { startCron } from '#api/job/cron-clock.ts'
import type { Job } from '#api/job/job.ts'
import { noteRound } from '#api/job/record-round.ts'
import { runLocked } from '#api/job/run-locked.ts'
import { createTurns, type InTurn } from '#api/lib/async.ts'

/** Jobs that follow changes wait this long, so that one round does for all that comes at once. */
const SOON_MS = 1_000
/** Their rounds take at most one part in so many of the time, so that a stream of payments is not held up by its totals. */
const REST = 10

/** So often a job makes a round by its clock though it has no work: that it goes well is to be seen. */
const SHOWS_MS = 3_600_000

type Runner = {
  wake(): void
  /** Wakes it where it has work, or where no round went well lately. */
  tick(): void
  /** Wakes it in a moment, or later where its last round took long. */
  wakeSoon(): void
  /** Resolves when it makes no rounds, once nobody wakes it any more. */
  idle(): Promise<void>
}

export type Schedule = {
  /** Runs a job now, or once more after the round that is under way. */
  wake(name: string): void
  /** Starts no more rounds, asks the running ones to give up, and waits for them. */
  stop(): Promise<void>
}

/** Runs each job at its times. Its rounds never overlap, here or in another process; its errors are logged and its own. */
export function startJobs(ctx: Context, jobs: readonly Job[]): Schedule {
  const stopping = new AbortController()
  const signal = AbortSignal.any([stopping.signal, ctx.stopping])
  // Many jobs look at the same second; one after another they need one connection, which a minute later is still there.
  const inTurn = createTurns()
  const runners = new Map(jobs.map((job) => [job.name, createRunner(ctx, job, signal, inTurn)]))
  const stopCron = startCron(
    jobs.flatMap((job) => {
      const runner = runners.get(job.name)
      if (job.atStart) runner?.wake()
      return job.schedule === null ? [] : [{ schedule: job.schedule, onTime: () => runner?.tick() }]
    }),
  )
  const stopFollowing = followChanges(
    ctx,
    jobs.flatMap((job) => (job.onChange ? (runners.get(job.name) ?? []) : [])),
  )
  return {
    wake: (name) => runners.get(name)?.wake(),
    stop: async () => {
      stopping.abort()
      stopFollowing()
      stopCron()
      await Promise.all([...runners.values()].map((runner) => runner.idle()))
    },
  }
}

/** Wakes runners soon after something changed, or may have. @returns ends it */
function followChanges(ctx: Context, runners: readonly Runner[]): () => void {
  if (runners.length === 0) return () => {}
  return ctx.live.subscribe((hint) => {
    if (hint === null || hint.kind === 'changes') for (const runner of runners) runner.wakeSoon()
  })
}

/** Makes rounds one after another; who wakes it during one gets one more. */
function createRunner(ctx: Context, job: Job, signal: AbortSignal, inTurn: InTurn): Runner {
  const log = ctx.log.child({ job: job.name })
  let again = false
  let rounds: Promise<void> | null = null
  let soon: NodeJS.Timeout | undefined
  let restsUntil = 0
  /** When the last round ended well. */
  let lastGood = Number.NEGATIVE_INFINITY
  const makeRounds = async () => {
    while (again && !signal.aborted) {
      again = false
      const begun = performance.now()
      try {
        await runLocked(ctx, `job ${job.name}`, () => noteRound(ctx, job.name, () => job.run(ctx, signal)))
        lastGood = performance.now()
      } catch (error) {
        lastGood = Number.NEGATIVE_INFINITY
        if (!signal.aborted) log.error({ err: error }, 'a job failed; it is tried again at its next time')
      }
      restsUntil = performance.now() + (performance.now() - begun) * REST
    }
    rounds = null
  }
  const wake = () => {
    again = true
    rounds ??= makeRounds()
  }
  const wakeSoon = () => {
    if (signal.aborted) return
    soon ??= setTimeout(
      async () => {
        // What changed during a round waits for its end, and rests with it.
        await rounds
        soon = undefined
        if (performance.now() < restsUntil) wakeSoon()
        else wake()
      },
      Math.max(SOON_MS, restsUntil - performance.now()),
    )
  }
  const hasWork = async () => {
    if (!job.hasWork || performance.now() - lastGood > SHOWS_MS) return true
    // Where it cannot be asked, the round says why.
    const { hasWork } = job
    return await inTurn(() => hasWork(ctx)).catch(() => true)
  }
  return {
    wake,
    tick: async () => void ((await hasWork()) && wake()),
    wakeSoon,
    idle: async () => {
      clearTimeout(soon)
      await rounds
    },
  }
}
