import type { Job } from '#api/job/job.ts'
import { removeTests } from '#api/metaboost/studio/test-post.ts'

const DAY_MS = 86_400_000
/** Longer than an act of a listener may be the same as before. */
const ACTION_MS = 10 * 60_000

/** Forgets signatures that nobody can use again, and what listeners did a while ago; takes old tests back. */
export const metaboostJob: Job = {
  name: 'posts of apps',
  schedule: '*/10 * * * *',
  async run({ db, now }) {
    const at = now()
    await db.deleteFrom('metaboost_uses').where('until', '<', at).execute()
    await db
      .deleteFrom('metaboost_actions')
      .where('done_at', '<', new Date(at.getTime() - ACTION_MS))
      .execute()
    await removeTests(db, new Date(at.getTime() - DAY_MS))
  },
}
