import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { PublicEpisodeSum, PublicRank, PublicShow, PublicSum } from '#api/contract/public.ts'
import type { Privacy } from '#api/public/read/privacy.ts'
import { peopleSoFar } from '#api/totals/cell/build-parts.ts'
import { supportersIn } from '#api/totals/cell/count-supporters.ts'
import type { DB } from '#db/schema/index.ts'

type Amounts = { boosted: number; streamed: number; boosts: number }

const boosted = sql`coalesce(sum(boosts_counted_msat + autos_counted_msat), 0)::bigint`
const streamed = sql`coalesce(sum(streams_received_msat), 0)::bigint`
// As everywhere: those that came by card or bank, and free ones, too.
const boosts = sql`coalesce(sum(boosts + autos + free + fiat), 0)::integer`

/** Days of the show's zone, both included; null: without end. */
export type Days = { from: string | null; to: string | null }
const within = ({ from, to }: Days) => sql`
  day >= coalesce(${from}::date, '-infinity') and day <= coalesce(${to}::date, 'infinity')`

/** What a show received in some days, and from how many people. */
export async function sumDays(
  db: Kysely<DB>,
  showId: number,
  days: Days,
  { amount }: Privacy,
): Promise<PublicSum & { exact_msat: number }> {
  const { rows } = await sql<Amounts & { supporters: number }>`
    select ${boosted} as boosted, ${streamed} as streamed, ${boosts} as boosts, ${supportersIn(showId, days)} as supporters
    from totals_cells where show_id = ${showId} and part = 'show' and ${within(days)}`.execute(db)
  return asSum(rows[0], amount)
}

/** All that a show ever received. */
export async function sumAll(
  db: Kysely<DB>,
  showId: number,
  { amount }: Privacy,
): Promise<PublicSum & { exact_msat: number; fiat: PublicShow['fiat']; free: number }> {
  const row = await db.selectFrom('totals_shows').selectAll().where('show_id', '=', showId).executeTakeFirst()
  const amounts = {
    boosted: (row?.boosts_counted_msat ?? 0) + (row?.autos_counted_msat ?? 0),
    streamed: row?.streams_received_msat ?? 0,
    boosts: (row?.boosts ?? 0) + (row?.autos ?? 0) + (row?.free ?? 0) + (row?.fiat ?? 0),
    supporters: row?.supporters ?? 0,
  }
  const fiat = (row?.fiat_sums ?? []).map(({ currency, amount_minor, count }) => ({
    currency,
    amount_minor: Number(amount_minor),
    count,
  }))
  return { ...asSum(amounts, amount), fiat, free: row?.free ?? 0 }
}

/** What came in each of the last months that had something, oldest first. */
export async function sumMonths(
  db: Kysely<DB>,
  showId: number,
  limit: number,
  { amount }: Privacy,
): Promise<PublicShow['months']> {
  const { rows } = await sql<Amounts & { month: string }>`
    select to_char(day, 'YYYY-MM') as month, ${boosted} as boosted, ${streamed} as streamed, ${boosts} as boosts
    from totals_cells where show_id = ${showId} and part = 'show'
    group by 1 order by 1 desc limit ${limit}`.execute(db)
  return rows
    .map((row) => ({
      month: row.month,
      boosted_msat: amount(row.boosted),
      streamed_msat: amount(row.streamed),
    }))
    .reverse()
}

/** What the newest episodes received, oldest first. */
export async function sumEpisodes(
  db: Kysely<DB>,
  showId: number,
  limit: number,
  { amount }: Privacy,
): Promise<PublicEpisodeSum[]> {
  const { rows } = await sql<Amounts & { id: string; title: string | null; published_at: Date | null }>`
    select e.id, e.title, e.published_at, s.* from (
      select * from episodes where show_id = ${showId} and not provisional
      order by published_at desc nulls last, id desc limit ${limit}
    ) e
    cross join lateral (
      select ${boosted} as boosted, ${streamed} as streamed, ${boosts} as boosts from totals_parts
      where show_id = ${showId} and part = 'episode' and key = e.id::text
    ) s
    order by e.published_at nulls first, e.id`.execute(db)
  return rows.map(({ id, title, published_at, ...row }) => ({
    id,
    title,
    published_at: published_at?.toISOString() ?? null,
    boosted_msat: amount(row.boosted),
    streamed_msat: amount(row.streamed),
    boosts: row.boosts,
  }))
}

/** Who gave most: in some days, or ever. */
export async function rankSupporters(
  db: Kysely<DB>,
  showId: number,
  when: Days | 'all_time',
  limit: number,
  privacy: Privacy,
): Promise<PublicRank[]> {
  const year = when === 'all_time' ? 0 : wholeYearOf(when)
  return await namedRanks(
    db,
    when === 'all_time' || year !== null
      ? sql`(
          select supporter_id, total_msat as total, boosts + autos + free + fiat as boosts from totals_supporters
          where show_id = ${showId} and year = ${year} and total_msat > 0 order by total_msat desc, supporter_id limit ${limit}
        ) ranks`
      : sql`(
          select supporter_id, sum(boosts_counted_msat + autos_counted_msat + streams_received_msat)::bigint as total, ${boosts} as boosts
          from totals_supporter_days where show_id = ${showId} and ${within(when)}
          group by supporter_id order by 2 desc, 1 limit ${limit}
        ) ranks`,
    privacy,
  )
}

/** The year that days are all of, whose supporters are kept; else null. */
function wholeYearOf({ from, to }: Days): number | null {
  const year = from?.slice(0, 4)
  return from === `${year}-01-01` && to === `${year}-12-31` ? Number(year) : null
}

/** Who gave most for an episode: so many as are kept. */
export async function rankSupportersOfEpisode(
  db: Kysely<DB>,
  showId: number,
  episodeId: string,
  privacy: Privacy,
): Promise<PublicRank[]> {
  return await namedRanks(
    db,
    sql`${peopleSoFar(showId, [episodeId])} people, unnest(people.best, people.best_msat::bigint[], people.best_boosts)
          as ranks(supporter_id, total, boosts)`,
    privacy,
  )
}

/** @param ranks a relation `ranks` of few: `supporter_id, total, boosts` */
async function namedRanks(
  db: Kysely<DB>,
  ranks: RawBuilder<unknown>,
  { amount, supporter, settings }: Privacy,
): Promise<PublicRank[]> {
  if (!settings.names) return []
  const { rows } = await sql<{ id: string; name: string; total: number; boosts: number }>`
    select s.id, s.name, ranks.total, ranks.boosts from ${ranks} join supporters s on s.id = ranks.supporter_id
    where ranks.total > 0 order by ranks.total desc, s.id`.execute(db)
  return rows.map((row) => ({
    supporter: supporter(row.id, row.name),
    boosts: row.boosts,
    amount_msat: amount(row.total),
  }))
}

/** By which apps boosts came, the busiest first. */
export async function sumApps(
  db: Kysely<DB>,
  showId: number,
  limit: number,
  { amount }: Privacy,
): Promise<PublicShow['apps']> {
  const { rows } = await sql<{ app: string; boosts: number; total: number }>`
    select key as app, ${boosts} as boosts, ${boosted} + ${streamed} as total
    from totals_parts where show_id = ${showId} and part = 'app' and key <> ''
    group by key order by 3 desc, 1 limit ${limit}`.execute(db)
  return rows.map(({ app, boosts: count, total }) => ({ app, boosts: count, amount_msat: amount(total) }))
}

/** What an episode received, from how many people, and how many of them streamed. */
export async function sumEpisode(
  db: Kysely<DB>,
  showId: number,
  episodeId: string,
  { amount }: Privacy,
): Promise<PublicSum & { exact_msat: number; listeners: number }> {
  const { rows } = await sql<Amounts & { supporters: number; listeners: number }>`
    select ${boosted} as boosted, ${streamed} as streamed, ${boosts} as boosts, coalesce(max(people.supporters), 0) as supporters,
      coalesce(max(people.listeners), 0) as listeners
    from totals_parts parts left join ${peopleSoFar(showId, [episodeId])} people using (key)
    where show_id = ${showId} and part = 'episode' and key = ${episodeId}`.execute(db)
  return { ...asSum(rows[0], amount), listeners: rows[0]?.listeners ?? 0 }
}

function asSum(row: (Amounts & { supporters: number }) | undefined, amount: Privacy['amount']) {
  const { boosted: b = 0, streamed: s = 0, boosts: count = 0, supporters = 0 } = row ?? {}
  return { boosted_msat: amount(b), streamed_msat: amount(s), boosts: count, supporters, exact_msat: b + s }
}
