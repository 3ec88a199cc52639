import type { Job } from '#api/job/job.ts'
import { hasWork, payReplies } from '#api/reply/pay/pay-replies.ts'

/** Looks up replies of which it is not known how they ended, and pays those that a stop left. */
export const repliesJob: Job = {
  name: 'replies',
  schedule: '* * * * *',
  atStart: true,
  hasWork: ({ db }) => hasWork(db),
  run: (ctx, signal) => payReplies(ctx, signal),
}
