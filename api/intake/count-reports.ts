import type { Intake } from '#api/intake/intake-queue.ts'
import type { Metrics } from '#api/metrics/metrics.ts'

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
