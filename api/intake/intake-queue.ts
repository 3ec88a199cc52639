import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import { recordOrSplit } from '#api/intake/record-or-split.ts'
import type { Entry, Origin, Outcome, Report } from '#api/intake/report.ts'
import { createBatchQueue } from '#api/lib/batch-queue.ts'
import type { Metrics } from '#api/metrics/metrics.ts'
import { BATCH } from '#db/query/batch.ts'
import type { DB } from '#db/schema/index.ts'

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

/** Makes the queue that all of one process's intake goes through. */
export function createIntake(db: Kysely<DB>, log: Logger, now = () => new Date()): Intake {
  const queue = createBatchQueue<Entry, Outcome>(
    (entries) => recordOrSplit(db, log, entries, undefined, now()),
    BATCH,
  )
  return {
    record: (origin, reports) => queue.add(reports.map((report) => ({ origin, report }))),
    recordEntries: queue.add,
    drain: queue.drain,
  }
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
