import { sql, type Transaction } from 'kysely'
import { mergeEpisodesIn } from '#api/show/merge/merge-episodes-in.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Joins live episodes that are over with the published one: the only one of the same title that came within ten days after. All others a
 * host joins, as any two episodes.
 * @returns tasks to be finished
 */
export async function joinLive(trx: Transaction<DB>, showId: number): Promise<string[]> {
  const { rows } = await sql<{ live: string; published: string }>`
    select l.episode_id as live, min(i.episode_id::text) as published
    from live_items l
    join feed_items i on i.show_id = l.show_id and i.in_feed and i.episode_id is not null and i.episode_id <> l.episode_id
      and lower(i.title) = lower(l.title)
      and i.published_at between coalesce(l.began_at, l.start_at) - interval '1 hour'
        and coalesce(l.ended_at, l.end_at, l.start_at) + interval '10 days'
    where l.show_id = ${showId} and l.status = 'ended'
      and not exists (select from episode_aliases a where a.id = l.episode_id)
      and not exists (select from feed_items o where o.show_id = l.show_id and o.episode_id = l.episode_id)
    group by l.episode_id having count(distinct i.episode_id) = 1`.execute(trx)
  const tasks: string[] = []
  for (const { live, published } of rows) {
    const { survivor, task } = await mergeEpisodesIn(trx, published, live)
    await trx.updateTable('live_items').set({ episode_id: survivor }).where('episode_id', '=', live).execute()
    tasks.push(task)
  }
  return tasks
}
