import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import { recordOrSplit } from '#api/intake/record-or-split.ts'
import type { Entry, Origin, Outcome, Report } from '#api/intake/report.ts'
import type { Metrics } from '#api/metrics/metrics.ts'
import { BATCH } from '#db/query/batch.ts'
import type { DB } from '#db/schema/index.ts'

/** How many transactions run at a time: one is computed here while the database works on the other. */
const AT_A_TIME = 2
/** So much of the time that a transaction took is given to the callers that it answered, to share the next one too. */
const PATIENCE = 0.5
/** Fewer reports do not begin a transaction beside another: they share the next one, whose cost is mostly its own. */
const WORTH = 100
export type Intake = {
  /**
   * Records reports of one origin; callers that come while a transaction runs share the next one, so that many single
   * payments cost little more than one batch.
   * @returns an outcome per report, in order, once committed; one bad report never costs another
   */
  record(origin: Origin, reports: readonly Report[]): Promise<Outcome[]>
  /** The same for reports of several origins. */
  recordEntries(entries: readonly Entry[]): Promise<Outcome[]>
  /** Resolves when nothing is under way any more. */
  drain(): Promise<void>
}

type Job = { entries: Entry[]; resolve: (outcomes: Outcome[]) => void; reject: (error: unknown) => void }

/** Makes the queue that all of one process's intake goes through. */
export function createIntake(db: Kysely<DB>, log: Logger, now = () => new Date()): Intake {
  const waiting: Job[] = []
  let running = 0
  const idle: (() => void)[] = []
  /** How many callers the next transaction waits for, until the time is up. */
  let expected = 0
  let patience: NodeJS.Timeout | undefined

  const next = () => {
    if (waiting.length < expected && sizeOf(waiting) < WORTH) return
    expectCallers(0)
    while (running < AT_A_TIME && waiting.length > 0 && (running === 0 || sizeOf(waiting) >= WORTH)) {
      running++
      const begun = performance.now()
      const jobs = takeJobs(waiting)
      void run(jobs).finally(() => {
        running--
        // Else the first to come again gets a transaction alone, and all others wait for it.
        if (jobs.length > 1 && sizeOf(jobs) < WORTH)
          expectCallers(jobs.length + waiting.length, performance.now() - begun)
        if (running === 0 && waiting.length === 0) for (const done of idle.splice(0)) done()
        next()
      })
    }
  }
  const expectCallers = (count: number, took = 0) => {
    clearTimeout(patience)
    expected = count
    if (count > 0)
      patience = setTimeout(() => {
        expected = 0
        next()
      }, took * PATIENCE)
  }
  const run = async (jobs: Job[]) => {
    try {
      const outcomes = await recordOrSplit(
        db,
        log,
        jobs.flatMap((job) => job.entries),
        undefined,
        now(),
      )
      let from = 0
      for (const job of jobs) {
        job.resolve(outcomes.slice(from, from + job.entries.length))
        from += job.entries.length
      }
    } catch (error) {
      for (const job of jobs) job.reject(error)
    }
  }
  const recordEntries = async (all: readonly Entry[]) => {
    const batches: Promise<Outcome[]>[] = []
    for (let from = 0; from < all.length; from += BATCH) {
      const entries = all.slice(from, from + BATCH)
      batches.push(new Promise((resolve, reject) => waiting.push({ entries, resolve, reject })))
    }
    next()
    return (await Promise.all(batches)).flat()
  }
  return {
    record: (origin, reports) => recordEntries(reports.map((report) => ({ origin, report }))),
    recordEntries,
    drain: () => {
      if (running === 0 && waiting.length === 0) return Promise.resolve()
      return new Promise((resolve) => idle.push(resolve))
    },
  }
}

function sizeOf(jobs: readonly Job[]): number {
  return jobs.reduce((sum, job) => sum + job.entries.length, 0)
}

function takeJobs(waiting: Job[]): Job[] {
  const jobs: Job[] = []
  let size = 0
  for (
    let job = waiting[0];
    job && (jobs.length === 0 || size + job.entries.length <= BATCH);
    job = waiting[0]
  ) {
    jobs.push(job)
    size += job.entries.length
    waiting.shift()
  }
  return jobs
}

/** Intake that also counts what becomes of each report, by the source that made it. */
export function countReports(intake: Intake, metrics: Pick<Metrics, 'countReports'>): Intake {
  return {
    ...intake,
    record: async (origin, reports) => {
      const outcomes = await intake.record(origin, reports)
      metrics.countReports(origin.source, outcomes)
      return outcomes
    },
    recordEntries: async (entries) => {
      const outcomes = await intake.recordEntries(entries)
      for (const [index, { origin }] of entries.entries())
        metrics.countReports(origin.source, outcomes.slice(index, index + 1))
      return outcomes
    },
  }
}
