import { type Kysely, sql } from 'kysely'
import type { PublicYear } from '#api/contract/public.ts'
import type { Privacy } from '#api/public/read/privacy.ts'
import type { DB } from '#db/schema/index.ts'

/** Round numbers of boosts that are worth a line. */
const ROUND = [50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000]
/** Whose days are looked at, and how many lines there are at most. */
const PEOPLE = 200
const LINES = 20

/**
 * When supporters came to a round number of boosts, in some days, the latest first: of those who sent most. Team and hidden ones have no
 * totals, and so no milestones.
 */
export async function listMilestones(
  db: Kysely<DB>,
  showId: number,
  { from, to }: { from: string; to: string },
  { settings, supporter }: Privacy,
): Promise<PublicYear['milestones']> {
  if (!settings.names) return []
  const { rows } = await sql<{ id: string; name: string; count: number; day: string }>`
    with people as (
      select supporter_id from totals_supporters
      where show_id = ${showId} and year = 0 and boosts + autos + free + fiat >= ${ROUND[0]}
      order by boosts + autos + free + fiat desc, supporter_id limit ${PEOPLE}),
    days as (
      select d.supporter_id, d.day, sum(boosts + autos + free + fiat)::integer as boosts
      from totals_supporter_days d join people using (supporter_id)
      where d.show_id = ${showId} and d.day <= ${to}::date
      group by d.supporter_id, d.day),
    running as (
      select supporter_id, day, boosts, sum(boosts) over (partition by supporter_id order by day)::integer as so_far
      from days)
    select s.id, s.name, m.count, r.day
    from running r
    join unnest(${ROUND}::integer[]) m (count) on m.count <= r.so_far and m.count > r.so_far - r.boosts
    join supporters s on s.id = r.supporter_id
    where r.day >= ${from}::date
    order by r.day desc, m.count desc, s.id limit ${LINES}`.execute(db)
  return rows.map(({ id, name, count, day }) => ({ supporter: supporter(id, name), boosts: count, day }))
}
