import { type Kysely, type RawBuilder, sql } from 'kysely'
import { findEpisodeId } from '#api/alias/alias.ts'
import type { Figures, Releases, ReleasesQuery } from '#api/contract/totals-view.ts'
import { isOnlyClaimed } from '#api/show/episode/only-claimed.ts'
import { peopleSoFar } from '#api/totals/cell/build-parts.ts'
import { isSupporter } from '#api/totals/cell/build-summaries.ts'
import type { ShowTotals } from '#api/totals/read/with-totals.ts'
import { type FigureRow, figuresAsJson, sumCells } from '#api/totals/view/facts.ts'
import type { DB } from '#db/schema/index.ts'

type Release = { id: string; title: string | null; published_at: Date | null; day: string; days_out: number }
type DayRow = { episode_id: string; since: number }
type Day = Releases['items'][number]['days'][number]

const NOTHING: Figures = { boosts: 0, boosted_msat: 0, streams: 0, streamed_msat: 0, minutes: 0 }

/**
 * The last episodes of a show, each with what it brought by days since its release, so that a new one can be told beside an old one: of
 * any period, and of a show whose feed is known without those that only apps name.
 */
export async function readReleases(
  db: Kysely<DB>,
  { show, state }: ShowTotals,
  query: ReleasesQuery,
): Promise<Releases> {
  const releases = await listReleases(db, state, query)
  const sums = await sumReleases(db, state.show_id, releases, query)
  const people = await countSupporters(db, state, releases, query)
  return {
    as_of: state.as_of.toISOString(),
    time_zone: state.time_zone,
    items: releases.map(({ id, title, published_at, days_out }) => {
      const cell = title ?? `an episode of ${show.title}`
      const days = new Map<number, Day>()
      const dayOf = (since: number): Day => {
        const day = days.get(since) ?? { since, ...NOTHING, supporters: 0, new_supporters: 0 }
        days.set(since, day)
        return day
      }
      for (const row of sums.get(id) ?? []) Object.assign(dayOf(row.since), figuresAsJson(row, cell))
      for (const { since, supporters, fresh } of people.get(id) ?? [])
        Object.assign(dayOf(since), { supporters, new_supporters: fresh })
      const inOrder = [...days.values()].sort((a, b) => a.since - b.since)
      return {
        episode: { id, title },
        published_at: published_at?.toISOString() ?? null,
        days_out,
        ...sumDays(inOrder),
        days: inOrder,
      }
    }),
  }
}

/** A supporter of an episode counts on the first day that they gave for it, so that days add up. */
function sumDays(days: readonly Day[]): Omit<Day, 'since'> {
  const sum = { ...NOTHING, supporters: 0, new_supporters: 0 }
  for (const { since: _, ...day } of days) {
    sum.boosts += day.boosts
    sum.boosted_msat += day.boosted_msat
    sum.streams += day.streams
    sum.streamed_msat += day.streamed_msat
    sum.minutes += day.minutes
    sum.supporters += day.supporters
    sum.new_supporters += day.new_supporters
  }
  return sum
}

async function listReleases(
  db: Kysely<DB>,
  { show_id, time_zone }: ShowTotals['state'],
  { last, episode }: ReleasesQuery,
): Promise<Release[]> {
  const named = episode === undefined ? null : ((await findEpisodeId(db, episode)) ?? episode)
  const day = sql`(coalesce(e.published_at, e.created_at) at time zone ${time_zone})::date`
  const { rows } = await sql<Release>`
    select e.id, e.title, e.published_at, ${day}::text as day,
           greatest(1, (now() at time zone ${time_zone})::date - ${day} + 1) as days_out
    from episodes e
    where e.show_id = ${show_id} and (e.id = ${named}::uuid or e.id in (
      select e.id from episodes e
      where e.show_id = ${show_id} and not exists (select from episode_aliases merged where merged.id = e.id)
        and coalesce(e.published_at, e.created_at) <= now()
        and (e.published_at is not null or (not ${isOnlyClaimed} and not exists (
          select from episodes o where o.show_id = e.show_id and o.published_at is not null)))
      order by coalesce(e.published_at, e.created_at) desc, e.id desc limit ${last}))
    order by coalesce(e.published_at, e.created_at) desc, e.id desc`.execute(db)
  return rows
}

/** Episodes with their first days, as a relation `e`. */
function asRows(releases: readonly Release[]): RawBuilder<unknown> {
  return sql`unnest(${releases.map(({ id }) => id)}::uuid[], ${releases.map(({ day }) => day)}::date[]) as e(id, day)`
}

const since = (day: RawBuilder<unknown>) => sql`greatest(0, ${day} - e.day)`
const isWithin = (day: RawBuilder<unknown>, { days }: ReleasesQuery) =>
  days === undefined ? sql`true` : sql`${day} < e.day + ${days}::integer`

async function sumReleases(
  db: Kysely<DB>,
  showId: number,
  releases: readonly Release[],
  query: ReleasesQuery,
): Promise<Map<string, (FigureRow & DayRow)[]>> {
  const { rows } = await sql<FigureRow & DayRow>`
    select e.id as episode_id, ${since(sql`cells.day`)} as since, ${sumCells(false)}
    from ${asRows(releases)} cross join lateral (
      select * from totals_cells
      where show_id = ${showId} and part = 'episode' and key = e.id::text and ${isWithin(sql`day`, query)} offset 0
    ) cells
    group by 1, 2`.execute(db)
  return Map.groupBy(rows, (row) => row.episode_id)
}

async function countSupporters(
  db: Kysely<DB>,
  { show_id, time_zone }: ShowTotals['state'],
  releases: readonly Release[],
  query: ReleasesQuery,
): Promise<Map<string, (DayRow & { supporters: number; fresh: number })[]>> {
  const { rows } = await sql<DayRow & { supporters: number; fresh: number }>`
    with people_of_episodes as materialized ${peopleSoFar(
      show_id,
      releases.map(({ id }) => id),
    )}
    select e.id as episode_id, ${since(sql`people.day`)} as since, sum(people.gave)::integer as supporters,
           sum(people.fresh)::integer as fresh
    from ${asRows(releases)} cross join lateral (
      select given.day, given.gave, 0 as fresh
      from people_of_episodes p, unnest(p.first_days, p.first_people) as given(day, gave) where p.key = e.id::text
      union all
      select (first_at at time zone ${time_zone})::date, 0, 1 from totals_supporters
      where first_episode_id = e.id and show_id = ${show_id} and year = 0 and ${isSupporter}
    ) people
    where ${isWithin(sql`people.day`, query)} group by 1, 2`.execute(db)
  return Map.groupBy(rows, (row) => row.episode_id)
}
