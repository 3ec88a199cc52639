import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { Entry, Origin, Outcome } from '#api/intake/origin.ts'
import { BATCH, recordReports } from '#api/intake/record-reports.ts'
import type { Report } from '#api/intake/report.ts'
import type { DB } from '#db/schema/index.ts'

/** How many transactions run at a time: one is computed here while the database works on the other. */
const AT_A_TIME = 2
/** How often a transaction that met another is tried again as a whole. */
const TRIES = 4

/** Serialization failure, deadlock, and a row that was merged away meanwhile (foreign key, unique). */
const TRY_AGAIN = new Set(['40001', '40P01', '23503', '23505'])

export type Intake = {
  /**
   * Records reports of one origin; callers that come while a transaction runs share the next one, so that many single
   * payments cost little more than one batch.
   * @returns an outcome per report, in order, once committed; one bad report never costs another
   */
  record(origin: Origin, reports: readonly Report[]): Promise<Outcome[]>
  /** Resolves when nothing is under way any more. */
  drain(): Promise<void>
}

type Job = { entries: Entry[]; resolve: (outcomes: Outcome[]) => void; reject: (error: unknown) => void }

/** Makes the queue that all of one process's intake goes through. */
export function createIntake(db: Kysely<DB>, log: Logger): Intake {
  const waiting: Job[] = []
  let running = 0
  const idle: (() => void)[] = []

  const next = () => {
    while (running < AT_A_TIME && waiting.length > 0) {
      running++
      void run(takeJobs(waiting)).finally(() => {
        running--
        if (running === 0 && waiting.length === 0) for (const done of idle.splice(0)) done()
        next()
      })
    }
  }
  const run = async (jobs: Job[]) => {
    try {
      const outcomes = await recordOrSplit(
        db,
        log,
        jobs.flatMap((job) => job.entries),
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
  return {
    async record(origin, reports) {
      const batches: Promise<Outcome[]>[] = []
      for (let from = 0; from < reports.length; from += BATCH) {
        const entries = reports.slice(from, from + BATCH).map((report) => ({ origin, report }))
        batches.push(new Promise((resolve, reject) => waiting.push({ entries, resolve, reject })))
      }
      next()
      return (await Promise.all(batches)).flat()
    },
    drain: () => {
      if (running === 0 && waiting.length === 0) return Promise.resolve()
      return new Promise((resolve) => idle.push(resolve))
    },
  }
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

/** A batch that the database refuses is tried in halves, until the one report is found that it refuses. */
async function recordOrSplit(db: Kysely<DB>, log: Logger, entries: readonly Entry[]): Promise<Outcome[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await recordReports(db, entries)
    } catch (error) {
      const code = codeOf(error)
      if (code === null) throw error
      if (TRY_AGAIN.has(code) && attempt < TRIES) continue
      if (!isRefusal(code)) throw error
      if (entries.length === 1) {
        log.error({ err: error }, 'a payment could not be recorded')
        return [{ status: 'rejected', error: 'The database refused this payment; the service log says why.' }]
      }
      const half = entries.length >> 1
      const first = await recordOrSplit(db, log, entries.slice(0, half))
      return [...first, ...(await recordOrSplit(db, log, entries.slice(half)))]
    }
  }
}

/** Errors about the data (classes 21 to 23) or a limit that a smaller batch may keep (54), not about the connection. */
function isRefusal(code: string): boolean {
  return /^(2[1-3]|40|54)/.test(code)
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}
