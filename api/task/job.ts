import { sql } from 'kysely'
import type { Job } from '#api/job/job.ts'

/** Finishes what was left when a service stopped, or failed on the way. */
export const tasksJob: Job = {
  name: 'tasks',
  schedule: '* * * * *',
  atStart: true,
  run: async (ctx, signal) => {
    // Reading everything again takes long, and has a job of its own.
    const waiting = await ctx.db
      .selectFrom('tasks')
      .select('id')
      .where(sql`work ->> 'kind'`, '<>', 'read-again')
      .orderBy('id')
      .execute()
    for (const { id } of waiting) {
      if (signal.aborted) return
      await ctx.tasks.run(id, signal)
    }
  },
}
