import type { Kysely } from 'kysely'
import type { HomeJson } from '#api/contract/home.ts'
import { readNews } from '#api/home/look.ts'
import { nextRecording } from '#api/home/next-recording.ts'
import type { DB } from '#db/schema/index.ts'
import type { Show } from '#db/schema/show.ts'

/** What a host wants to know first of a show. @param userId who asks; null: a key, which has looked at nothing before */
export async function readHome(
  db: Kysely<DB>,
  show: Pick<Show, 'id' | 'time_zone'>,
  userId: string | null,
  now: Date,
): Promise<HomeJson> {
  const planned =
    (await db
      .selectFrom('planned_recordings')
      .select(['at', 'every_days'])
      .where('show_id', '=', show.id)
      .executeTakeFirst()) ?? null
  const latest = await db
    .selectFrom('episodes')
    .select(['id', 'title', 'published_at'])
    .where('show_id', '=', show.id)
    .where('published_at', '<=', now)
    .orderBy('published_at', 'desc')
    .executeTakeFirst()
  return {
    next: await nextRecording(db, show, planned, now),
    planned: planned && { at: planned.at.toISOString(), every_days: planned.every_days },
    latest_episode: latest?.published_at
      ? { id: latest.id, title: latest.title, published_at: latest.published_at.toISOString() }
      : null,
    news: await readNews(db, userId, show.id, now),
  }
}
