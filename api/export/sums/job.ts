import { renewAllSums } from '#api/export/sums/keep-sums.ts'
import type { Job } from '#api/job/job.ts'

/** Reads on for the sums of receipts that are kept, so that little is left to whoever asks, and before the feed of changes is cut. */
export const receiptSumsJob: Job = {
  name: 'receipt sums',
  schedule: '7,22,37,52 * * * *',
  run: ({ database }, signal) => renewAllSums(database.db, signal),
}
