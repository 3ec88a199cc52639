import { type Kysely, sql } from 'kysely'
import type { DB } from '#db/schema/index.ts'

/** Older segments have long been aired. */
const LATEST = 20
/** A feed may say that an episode came out when its recording began, or before. */
const BEFORE_MS = 2 * 24 * 3600 * 1000

/**
 * The closed segments of a show whose episode has not come out, so that strangers may not read yet what was read there; none where
 * the show has no feed that is followed (a file of one never has the next episode), or the closing is enough for its hosts. An episode that the feed first had after a recording is
 * that of the earliest recording which waits for one: who records two in a row publishes the first with the first.
 * @returns their ids
 */
export async function findUnaired(db: Kysely<DB>, showId: number): Promise<string[]> {
  const { rows: segments } = await sql<{ id: string; read_at: Date }>`
    select s.id, least(coalesce(s.recording_started_at, r.read_at, s.closed_at), s.closed_at) as read_at
    from segments s
    join shows w on w.id = s.show_id and w.feed_url is not null
    left join public_settings p on p.show_id = s.show_id
    left join lateral (
      select max(i.read_at) as read_at from segment_items i where i.segment_id = s.id) r on true
    where s.show_id = ${showId} and s.closed_at is not null and s.aired_at is null
      and coalesce(p.aired_with, 'episode') = 'episode'
      and exists (select from feed_items f where f.show_id = s.show_id)
    order by s.closed_at desc, s.id desc limit ${LATEST}`.execute(db)
  if (segments.length === 0) return []
  const earliest = new Date(Math.min(...segments.map(({ read_at }) => read_at.getTime())))
  const items = await db
    .selectFrom('feed_items')
    .select(['first_seen_at', 'published_at'])
    .where('show_id', '=', showId)
    .where('first_seen_at', '>', earliest)
    .where('published_at', '>', new Date(earliest.getTime() - BEFORE_MS))
    .where('published_at', '<=', sql<Date>`now()`)
    .orderBy('first_seen_at')
    .orderBy('published_at')
    .execute()
  return segments.toReversed().flatMap(({ id, read_at }) => {
    const own = items.findIndex(
      ({ first_seen_at, published_at }) =>
        first_seen_at > read_at &&
        published_at !== null &&
        published_at.getTime() > read_at.getTime() - BEFORE_MS,
    )
    if (own < 0) return [id]
    items.splice(own, 1)
    return []
  })
}
