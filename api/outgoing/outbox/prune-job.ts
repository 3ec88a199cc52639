import type { Job } from '#api/job/job.ts'

const KEPT_DAYS = 90
const DAY_MS = 86_400_000

/** Forgets what was told long ago; a rule tells of nothing that old. */
export const pruneOutboxJob: Job = {
  name: 'prune outbox',
  schedule: '23 3 * * *',
  async run({ db, now }) {
    await db
      .deleteFrom('outbox')
      .where('state', '<>', 'waiting')
      .where('queued_at', '<', new Date(now().getTime() - KEPT_DAYS * DAY_MS))
      .execute()
  },
}
