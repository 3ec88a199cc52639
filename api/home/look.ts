import { type Kysely, sql } from 'kysely'
import type { HomeJson } from '#api/contract/home.ts'
import type { DB } from '#db/schema/index.ts'

/** A look after so long a pause begins another visit. */
const VISIT_MINUTES = 30
const MOST_COUNTED = 1000

/** Notes that somebody has a show's page before them. */
export async function noteLook(db: Kysely<DB>, userId: string, showId: number, now: Date): Promise<void> {
  await sql`
    insert into show_looks (user_id, show_id, looked_at) values (${userId}, ${showId}, ${now})
    on conflict (user_id, show_id) do update set
      before_at = case
        when excluded.looked_at - show_looks.looked_at > make_interval(mins => ${VISIT_MINUTES})
        then show_looks.looked_at else show_looks.before_at end,
      looked_at = greatest(excluded.looked_at, show_looks.looked_at)`.execute(db)
}

/** What came for a show since somebody's visit before this one; null where there was none. */
export async function readNews(
  db: Kysely<DB>,
  userId: string | null,
  showId: number,
  now: Date,
): Promise<HomeJson['news']> {
  const since = userId === null ? null : await lastVisit(db, userId, showId, now)
  if (since === null) return null
  const { rows } = await sql<{ boosts: number; counted_msat: number; new_supporters: number }>`
    with news as (
      select b.supporter_id, b.counted_msat from boosts b
      where b.show_id = ${showId} and b.recorded_at > ${since} and b.payment_count > 0 and not b.hidden
        and not exists (
          select from show_supporters o
          where o.show_id = b.show_id and o.supporter_id = b.supporter_id and (o.team or o.hidden))
      order by b.recorded_at desc limit ${MOST_COUNTED + 1})
    select count(*) as boosts, coalesce(sum(counted_msat), 0)::bigint as counted_msat,
      count(distinct supporter_id) filter (where not exists (
        select from boosts before
        where before.show_id = ${showId} and before.supporter_id = news.supporter_id
          and before.payment_count > 0 and before.recorded_at <= ${since})) as new_supporters
    from news`.execute(db)
  const { boosts = 0, ...sums } = rows[0] ?? { counted_msat: 0, new_supporters: 0 }
  return {
    since: since.toISOString(),
    boosts: Math.min(boosts, MOST_COUNTED),
    more: boosts > MOST_COUNTED,
    ...sums,
  }
}

/** When somebody looked last before this visit, which a look after a pause begins. */
async function lastVisit(db: Kysely<DB>, userId: string, showId: number, now: Date): Promise<Date | null> {
  const look = await db
    .selectFrom('show_looks')
    .select(['looked_at', 'before_at'])
    .where('user_id', '=', userId)
    .where('show_id', '=', showId)
    .executeTakeFirst()
  if (!look) return null
  return now.getTime() - look.looked_at.getTime() > VISIT_MINUTES * 60_000 ? look.looked_at : look.before_at
}
