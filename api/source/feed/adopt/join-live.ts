import { sql, type Transaction } from 'kysely'
import { joinEpisodes } from '#api/show/merge/join-episodes.ts'
import type { DB } from '#db/schema/index.ts'
import type { JoinReason } from '#db/schema/show.ts'

type Pair = { live: string; published: string; why: JoinReason; apart_s: number }

/**
 * Joins live shows that are over with what is published of them, as their show has it: with the first of the same title or file that came
 * within ten days, or with the next one within some hours, where no other live show began before it. It goes by what the feed says, not by
 * when it was read, so that it comes to the same however often that is. One that a host parted stays alone; of one guid both are one
 * episode anyway.
 * @returns tasks to be finished
 */
export async function joinLive(trx: Transaction<DB>, showId: number, now: Date): Promise<string[]> {
  const { rows } = await sql<Pair>`
    with live as (
      select l.*, coalesce(start_at, began_at) as begins from live_items l where show_id = ${showId}
    )
    select l.episode_id as live, p.episode_id as published, p.why,
      extract(epoch from p.published_at - l.begins)::integer as apart_s
    from live l join shows s on s.id = l.show_id
    cross join lateral (
      select i.episode_id, i.published_at, case when s.live_join = 'next' then 'next'
        when lower(i.title) = lower(l.title) then 'title' else 'enclosure' end as why
      from feed_items i
      where i.show_id = l.show_id and i.in_feed and i.episode_id is not null and i.episode_id <> l.episode_id
        and case s.live_join
          when 'same' then (lower(i.title) = lower(l.title) or i.enclosure_url = l.enclosure_url)
            and i.published_at between l.begins - interval '1 hour' and coalesce(l.end_at, l.begins) + interval '10 days'
          when 'next' then i.published_at between l.begins and l.begins + s.live_join_hours * interval '1 hour'
            and not exists (select from live o where o.key <> l.key and o.begins > l.begins and o.begins <= i.published_at)
          else false end
      order by i.published_at, i.key limit 1
    ) p
    where l.status = 'ended' and not l.alone
      and not exists (select from episode_aliases a where a.id = l.episode_id)
      and not exists (select from feed_items o where o.show_id = l.show_id and o.episode_id = l.episode_id)
    order by l.begins, l.key`.execute(trx)
  const tasks: string[] = []
  const survivors = new Map<string, string>()
  for (const { live, published, why, apart_s } of rows) {
    const other = survivors.get(published) ?? published
    const { survivor, task } = await joinEpisodes(trx, other, live, { why, apart_s, now })
    survivors.set(published, survivor)
    tasks.push(task)
  }
  return tasks
}
