import type { RecordCounts } from '#api/contract/payment.ts'
import type { RowResult } from '#api/intake/http/record-rows.ts'

/** Of an endless stream, only the first rejections are listed again at its end; all of them were told as they came. */
const LISTED = 1_000

export type Tally = {
  add(results: readonly RowResult[]): void
  counts(): RecordCounts & { rejected_count: number }
  /** For the audit log. */
  numbers(): Record<string, number>
}

/** Counts what became of rows. */
export function tallyResults(): Tally {
  const count = { recorded: 0, updated: 0, duplicate: 0, conflict: 0, rejected: 0 }
  const listed: RecordCounts['rejected'] = []
  return {
    add(results) {
      for (const result of results) {
        count[result.status]++
        if (result.status === 'rejected' && listed.length < LISTED)
          listed.push({ index: result.index, error: result.error })
      }
    },
    counts: () => ({
      recorded: count.recorded,
      updated: count.updated,
      duplicates: count.duplicate,
      conflicts: count.conflict,
      rejected: listed,
      rejected_count: count.rejected,
    }),
    numbers: () => ({
      recorded: count.recorded,
      updated: count.updated,
      duplicates: count.duplicate,
      conflicts: count.conflict,
      rejected: count.rejected,
    }),
  }
}
