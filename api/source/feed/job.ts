import { type Kysely, sql } from 'kysely'
import type { Job } from '#api/job/job.ts'
import { refreshFeed } from '#api/source/feed/refresh-feed.ts'
import type { Due } from '#api/source/feed/write-visit.ts'
import { isDue } from '#db/query/is-due.ts'
import type { DB } from '#db/schema/index.ts'

/** Fetches shows' feeds about every hour, and those that are new or have another address soon. */
export const feedsJob: Job = {
  name: 'feeds',
  schedule: '* * * * *',
  atStart: true,
  onChange: true,
  hasWork: async ({ db, now }) => (await findDueFeeds(db, now())).length > 0,
  run: async (ctx, signal) => {
    for (const due of await findDueFeeds(ctx.db, ctx.now())) {
      if (signal.aborted) return
      await refreshFeed(ctx, due)
    }
  },
}

/** The feeds that hosts gave and whose time has come. */
async function findDueFeeds(db: Kysely<DB>, now: Date): Promise<Due[]> {
  const { rows } = await sql<Due>`
    select s.id as show_id, s.feed_url as url from shows s left join feeds f on f.show_id = s.id
    where s.feed_url is not null and s.status <> 'set_aside' and not s.demo
      and (f.show_id is null or f.url <> s.feed_url or ${isDue('f.next_at', now)})
    order by f.next_at nulls first limit 50`.execute(db)
  return rows
}
