import { type Kysely, sql } from 'kysely'
import { type DueArtwork, refreshArtwork } from '#api/artwork/refresh-artwork.ts'
import type { Job } from '#api/job/job.ts'
import { isDue } from '#db/query/is-due.ts'
import type { DB } from '#db/schema/index.ts'

/** Of a public show, so many of its newest episodes have their own pictures. */
const EPISODES = 50
const AT_ONCE = 20
/** A picture that cannot be had is asked for once a week at least. */
const LONGEST_DAYS = 8

/** Takes the pictures that feeds name for shows and, where these are public, their newest episodes, and looks at each about once a day. */
export const artworkJob: Job = {
  name: 'artwork',
  schedule: '* * * * *',
  hasWork: async ({ db, now }) => (await findDue(db, now(), 1)).length > 0,
  async run(ctx, signal) {
    const due = await findDue(ctx.db, ctx.now(), AT_ONCE)
    for (const one of due) {
      if (signal.aborted) return
      await refreshArtwork(ctx, one)
    }
    if (due.length > 0) await dropUnnamed(ctx.db)
  },
}

async function findDue(db: Kysely<DB>, now: Date, limit: number): Promise<DueArtwork[]> {
  const { rows } = await sql<DueArtwork>`
    with kept as (select id, is_public from shows where status = 'kept' and not demo),
    wanted as (
      select f.show_id, f.image_url as url from kept join feeds f on f.show_id = kept.id
      union
      select i.show_id, i.image_url from kept cross join lateral (
        select show_id, image_url from feed_items
        where show_id = kept.id and kept.is_public and in_feed order by published_at desc nulls last limit ${EPISODES}) i
    )
    select w.show_id, w.url, a.etag, coalesce(a.failures, 0) as failures
    from wanted w left join artwork a using (show_id, url)
    where w.url is not null and (a.url is null or ${isDue('a.next_at', now, LONGEST_DAYS)})
    order by a.next_at nulls first limit ${limit}`.execute(db)
  return rows
}

/** Pictures that no feed names any more. */
async function dropUnnamed(db: Kysely<DB>): Promise<void> {
  await sql`
    delete from artwork a
    where not exists (select from feeds f where f.show_id = a.show_id and f.image_url = a.url)
      and not exists (select from feed_items i where i.show_id = a.show_id and i.image_url = a.url)`.execute(
    db,
  )
}
