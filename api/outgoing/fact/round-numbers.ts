import { type Kysely, sql } from 'kysely'
import { sayCount } from '#api/air/notes/format.ts'
import type { FactFinder, Found } from '#api/outgoing/fact/fact-finder.ts'
import type { DB } from '#db/schema/index.ts'

type Counts = 'boosts' | 'sats'

/**
 * Shows whose boosts, or the sats of them, came to a round number. Counted in the order in which they were recorded, so that one that comes
 * late moves none that was counted.
 */
export const findRoundNumbers: FactFinder = async (db, { show_id, condition: { counts, every }, since }) => {
  const found: Found[] = []
  for (const { id, slug, title } of await loadShows(db, show_id, counts, every)) {
    for (const { reached, at } of await reachedSince(db, { id, counts, every, since })) {
      const said = `${title} came to ${sayCount(reached, counts === 'boosts' ? 'boost' : 'sat')}.`
      found.push({
        subject: `round ${id} ${counts} ${reached}`,
        fact: { said, show: { slug, title }, value: reached, at: at.toISOString() },
      })
    }
  }
  return found.sort((one, other) => (one.fact.at < other.fact.at ? -1 : 1))
}

/** Those that have come to one at all, by the sums that are kept. */
async function loadShows(db: Kysely<DB>, show_id: number | null, counts: Counts, every: number) {
  let shows = db
    .selectFrom('shows')
    .innerJoin('totals_shows', 'totals_shows.show_id', 'shows.id')
    .select(['shows.id', 'slug', 'title'])
    .where('merged_into', 'is', null)
    .where(
      counts === 'boosts'
        ? sql<number>`boosts + autos`
        : sql<number>`(boosts_counted_msat + autos_counted_msat) / 1000`,
      '>=',
      // What one may count to is more than an integer holds.
      sql<number>`${every}::bigint`,
    )
  shows =
    show_id === null
      ? shows.where('status', '<>', 'set_aside').where('demo', '=', false)
      : shows.where('shows.id', '=', show_id)
  return await shows.orderBy('shows.id').execute()
}

async function reachedSince(
  db: Kysely<DB>,
  { id, counts, every, since }: { id: number; counts: Counts; every: number; since: Date },
): Promise<{ reached: number; at: Date }[]> {
  const step = counts === 'boosts' ? sql`1` : sql`counted_msat`
  const size = counts === 'boosts' ? sql`${every}::bigint` : sql`${every}::bigint * 1000`
  // What came before is summed at once, and only where something came since: of the rest it is asked which one crossed the line.
  const { rows } = await sql<{ reached: number; at: Date }>`
    with recent as (
      select id, recorded_at, ${step} as step from boosts
        where show_id = ${id} and payment_count > 0 and recorded_at >= ${since}),
    before as (
      select coalesce(sum(${step}), 0) as sum from boosts
        where show_id = ${id} and payment_count > 0 and recorded_at < ${since} and exists (select from recent))
    select ((sum / (${size})) * ${every}::bigint)::float8 as reached, recorded_at as at from (
      select recorded_at, step, ((select sum from before) + sum(step) over (order by recorded_at, id))::bigint as sum
        from recent) counted
    where sum / (${size}) > (sum - step) / (${size})
    order by recorded_at`.execute(db)
  return rows
}
