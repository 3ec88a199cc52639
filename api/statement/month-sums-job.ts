import type { Job } from '#api/job/job.ts'
import { renewMonthSums } from '#api/statement/month-sums.ts'

/** Reads on for the sums of closed months that are kept, before the feed of changes is cut. */
export const monthSumsJob: Job = {
  name: 'month sums',
  schedule: '17 3 * * *',
  run: (ctx) => renewMonthSums(ctx),
}
