import { type Kysely, sql } from 'kysely'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import type { DB } from '#db/schema/index.ts'
import type { Segment } from '#db/schema/segment.ts'

/** How far a first segment goes back where no episode is known. */
const BACK_MS = 14 * 24 * 3600 * 1000

/** When an episode `e` came out; one that was live before began with that, and with what was sent during it. */
const BEGAN = sql<Date>`least(e.published_at, (
  select min(least(l.start_at, l.began_at)) from live_items l left join episode_aliases a on a.id = l.episode_id
  where l.show_id = e.show_id and coalesce(a.episode_id, l.episode_id) = e.id
    and least(l.start_at, l.began_at) > e.published_at - interval '2 days'))`

/**
 * A show's first segment begins with its latest episode, also with one that a feed names only later, as long as nobody has worked
 * on it: nobody wants to begin with years of boosts. What is older is offered.
 */
export async function withFirstFloor(db: Kysely<DB>, segment: Segment, now: Date): Promise<Segment> {
  if (segment.previous_id !== null || segment.revision > 0) return segment
  const latest = await db
    .selectFrom('episodes as e')
    .select(BEGAN.as('at'))
    .where('e.show_id', '=', segment.show_id)
    .where('e.published_at', '<=', now)
    .orderBy('e.published_at', 'desc')
    .executeTakeFirst()
  const floor = latest?.at ?? segment.floor ?? new Date(now.getTime() - BACK_MS)
  if (floor.getTime() === segment.floor?.getTime()) return segment
  await db
    .updateTable('segments')
    .set({ floor })
    .where('id', '=', segment.id)
    .where('revision', '=', 0)
    .execute()
  return { ...segment, floor }
}

/** The episode that a show's first segment begins with; null where it begins with none. */
export async function beginsWith(
  db: Kysely<DB>,
  { show_id, previous_id, floor }: Pick<Segment, 'show_id' | 'previous_id' | 'floor'>,
): Promise<SegmentJson['begins_with']> {
  if (previous_id !== null || floor === null) return null
  const episode = await db
    .selectFrom('episodes as e')
    .select(['id', 'title'])
    .where('show_id', '=', show_id)
    .where(BEGAN, '=', floor)
    .orderBy('id')
    .executeTakeFirst()
  return episode ?? null
}
