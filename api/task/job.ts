import { type Kysely, sql } from 'kysely'
import type { Job } from '#api/job/job.ts'
import type { DB } from '#db/schema/index.ts'

/** Finishes what was left when a service stopped, or failed on the way. */
export const tasksJob: Job = {
  name: 'tasks',
  schedule: '* * * * *',
  atStart: true,
  hasWork: async ({ db }) => (await listWaiting(db)).length > 0,
  run: async (ctx, signal) => {
    for (const { id } of await listWaiting(ctx.db)) {
      if (signal.aborted) return
      await ctx.tasks.run(id, signal)
    }
  },
}

/** Reading everything again takes long, and has a job of its own. */
async function listWaiting(db: Kysely<DB>) {
  return await db
    .selectFrom('tasks')
    .select('id')
    .where(sql`work ->> 'kind'`, '<>', 'read-again')
    .orderBy('id')
    .execute()
}
