import { sql } from 'kysely'
import type { Job } from '#api/job/job.ts'
import { claimLeft } from '#api/metaboost/post/claim-posts.ts'
import { removeTests } from '#api/metaboost/studio/test-post.ts'

/** A process that lives has claimed by then. */
const LEFT_MS = 60_000
const DAY_MS = 86_400_000
/** Longer than an act of a listener may be the same as before. */
const ACTION_MS = 10 * 60_000

/** Claims what a process that was cut off has left; forgets signatures that nobody can use again, and what listeners did a while ago; takes old tests back. */
export const metaboostJob: Job = {
  name: 'posts of apps',
  atStart: true,
  schedule: '*/2 * * * *',
  // Tests may stay for an hour more.
  hasWork: async ({ db }) => {
    const { rows } = await sql`
      (select from metaboost_uses where until < now() limit 1) union all (select from metaboost_actions limit 1)`.execute(
      db,
    )
    return rows.length > 0
  },
  async run({ db, now }) {
    const at = now()
    await db.deleteFrom('metaboost_uses').where('until', '<', at).execute()
    await claimLeft(db, new Date(at.getTime() - LEFT_MS))
    await db
      .deleteFrom('metaboost_actions')
      .where('report', 'is', null)
      .where('done_at', '<', new Date(at.getTime() - ACTION_MS))
      .execute()
    await removeTests(db, new Date(at.getTime() - DAY_MS))
  },
}
