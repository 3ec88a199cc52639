import { doChore } from '#api/chore/do-chore.ts'
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
      await doChore(ctx.db, id, signal).catch((error: unknown) =>
        ctx.log.error({ err: error, chore: id }, 'a chore failed; it is tried again in a minute'),
      )
    }
  },
}
