import { AHEAD } from '#api/intake/check-report.ts'
import type { Job } from '#api/job/job.ts'
import { isOpen } from '#api/source/unread/is-open.ts'
import { retryUnread } from '#api/source/unread/settle-unread.ts'

const AT_ONCE = 500

/** Records what was settled ahead of this machine's clock, once that is right. */
export const unreadJob: Job = {
  name: 'unread',
  schedule: '7 * * * *',
  atStart: true,
  async run(ctx, signal) {
    const rows = await ctx.db
      .selectFrom('unread')
      .innerJoin('sources', 'sources.id', 'unread.source_id')
      .select(['unread.id', 'sources.name'])
      .where('reason', 'like', `%${AHEAD}%`)
      .where('raw', 'is not', null)
      .where(isOpen)
      .orderBy('unread.id')
      .limit(AT_ONCE)
      .execute()
    for (const { id, name } of rows) {
      if (signal.aborted) return
      await retryUnread(ctx, name, id)
    }
  },
}
