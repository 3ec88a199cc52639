import { doChoreOrLog } from '#api/chore/work-off.ts'
import type { Job } from '#api/job/job.ts'

/** Finishes what was left when a service stopped, or failed on the way. */
export const choresJob: Job = {
  name: 'chores',
  schedule: '* * * * *',
  atStart: true,
  run: async (ctx, signal) => {
    const waiting = await ctx.db.selectFrom('chores').select('id').orderBy('id').execute()
    for (const { id } of waiting) {
      if (signal.aborted) return
      await doChoreOrLog(ctx, id, signal)
    }
  },
}
